import Link from 'next/link'
import { Markdown } from '@/components/markdown/markdown'
import { Badge } from '@/components/ui/badge'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, Section } from '@/components/ui/panel'
import { hrefOf } from '@/lib/render/links'
import type { DirectoryView } from '@/lib/schema/directory'
import { BacklinkList, ReferenceList } from './reference-list'
import { resolveByReferences } from './resolve-references'

/** A person or a company: what is written about them, what they own, and everything that refers to them. */
export function DirectoryPage({ entry }: { entry: DirectoryView }) {
  const folder =
    entry.kind === 'person' ? { label: 'People', href: '/people' } : { label: 'Companies', href: '/companies' }
  const skills = entry.owns.filter((owned) => owned.kind === 'skill')
  const items = entry.owns.filter((owned) => owned.kind === 'action-item')
  return (
    <>
      <PageHeader breadcrumb={[folder]} title={entry.title} description={<Detail entry={entry} />} />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-7">
          {entry.written ? (
            <Markdown
              text={entry.body}
              lang={entry.lang}
              headingOffset={1}
              resolve={resolveByReferences(entry.references)}
              className="max-w-prose"
            />
          ) : (
            <p className="max-w-prose text-muted">
              Nothing has been written about {entry.title} yet; the name is known from what refers to it. A page in the
              own Markdown format with <code>kind: {entry.kind}</code> and the slug <code>{entry.slug}</code> fills this
              place.
            </p>
          )}
          <Section title="Referred to by" id="backlinks" count={entry.backlinks.length}>
            {entry.backlinks.length === 0 ? (
              <p className="text-muted">Nothing refers to this page yet.</p>
            ) : (
              <BacklinkList backlinks={entry.backlinks} />
            )}
          </Section>
        </div>
        <aside className="min-w-0 space-y-4" aria-label={`About ${entry.title}`}>
          <Owned title="Owner of skills" id="skills" owned={skills} />
          <Owned title="Owner of action items" id="action-items" owned={items} />
          {entry.references.length > 0 && (
            <Panel title="Refers to" id="references" count={entry.references.length}>
              <ReferenceList references={entry.references} />
            </Panel>
          )}
        </aside>
      </div>
    </>
  )
}

function Detail({ entry }: { entry: DirectoryView }) {
  if (!entry.written) return <Badge>not yet written</Badge>
  if (entry.detail && /^https?:/.test(entry.detail)) {
    return (
      <a href={entry.detail} rel="noopener noreferrer nofollow" className="text-accent-ink hover:underline">
        {entry.detail}
      </a>
    )
  }
  return entry.detail
}

function Owned({ title, id, owned }: { title: string; id: string; owned: DirectoryView['owns'] }) {
  if (owned.length === 0) return null
  return (
    <Panel title={title} id={id} count={owned.length}>
      <ul className="space-y-1">
        {owned.map((thing) => (
          <li key={thing.slug}>
            <Link
              href={hrefOf(thing.kind, thing.slug)}
              className="inline-flex min-h-6 items-center [overflow-wrap:anywhere] text-accent-ink hover:underline"
            >
              {thing.title}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
