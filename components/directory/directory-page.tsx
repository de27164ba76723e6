import { useTranslations } from 'next-intl'
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
  const t = useTranslations('directory.directoryPage')
  const folder =
    entry.kind === 'person' ? { label: t('people'), href: '/people' } : { label: t('companies'), href: '/companies' }
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
              {t.rich('unwritten', {
                name: entry.title,
                kind: entry.kind,
                slug: entry.slug,
                code: (chunks) => <code>{chunks}</code>,
              })}
            </p>
          )}
          <Section title={t('backlinks')} id="backlinks" count={entry.backlinks.length}>
            {entry.backlinks.length === 0 ? (
              <p className="text-muted">{t('noBacklinks')}</p>
            ) : (
              <BacklinkList backlinks={entry.backlinks} />
            )}
          </Section>
        </div>
        <aside className="min-w-0 space-y-4" aria-label={t('about', { name: entry.title })}>
          <Owned title={t('skills')} id="skills" owned={skills} />
          <Owned title={t('actionItems')} id="action-items" owned={items} />
          {entry.references.length > 0 && (
            <Panel title={t('references')} id="references" count={entry.references.length}>
              <ReferenceList references={entry.references} />
            </Panel>
          )}
        </aside>
      </div>
    </>
  )
}

function Detail({ entry }: { entry: DirectoryView }) {
  const t = useTranslations('directory.directoryPage')
  if (!entry.written) return <Badge>{t('notWritten')}</Badge>
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
