import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { FamilyList } from '@/components/pattern/family-list'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listPatterns, listRetired, listUnexplained } from '@/lib/query/patterns'
import { hrefOf } from '@/lib/render/links'
import type { UnexplainedView } from '@/lib/schema/pattern'

export const metadata: Metadata = { title: 'Patterns' }

export default async function PatternsPage() {
  await connection()
  const viewer = await requireViewer()
  const [patterns, unexplained, retired] = await Promise.all([
    listPatterns(viewer),
    listUnexplained(viewer),
    listRetired(viewer),
  ])
  const seen = patterns.filter((pattern) => pattern.incidents > 0).length
  return (
    <>
      <PageHeader
        title="Patterns"
        description={`Root-cause mechanisms that come back in other clothes, by family. ${seen} of ${patterns.length} have been seen here.`}
        actions={
          can(viewer, 'write') ? (
            <Button asChild>
              <Link href="/patterns/new">New pattern</Link>
            </Button>
          ) : null
        }
      />
      {patterns.length === 0 ? (
        <EmptyState title="The catalogue is empty">
          Patterns come with the product; run <code>npm run up</code> again to load them, or import one of your own.
        </EmptyState>
      ) : (
        <FamilyList patterns={patterns} />
      )}
      {unexplained.length > 0 && <Unexplained things={unexplained} />}
      {retired.length > 0 && (
        <details className="mt-8">
          <summary className="min-h-8 cursor-pointer text-muted">Retired patterns ({retired.length})</summary>
          <ul className="mt-2 space-y-1">
            {retired.map(({ slug, title }) => (
              <li key={slug}>
                <Link href={hrefOf('pattern', slug)} className="inline-flex min-h-6 text-accent-ink hover:underline">
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** What people have looked at without finding a pattern that fits. */
function Unexplained({ things }: { things: UnexplainedView[] }) {
  return (
    <div className="mt-8">
      <Section id="unexplained" title="New pattern?" count={things.length}>
        <p className="mb-2 text-muted">Somebody has looked at these, and none of the known patterns fits.</p>
        <ul className="space-y-1">
          {things.map(({ kind, slug, title, byName }) => (
            <li key={`${kind}:${slug}`} className="flex flex-wrap items-center gap-x-3">
              <Link href={hrefOf(kind, slug)} className="inline-flex min-h-6 text-accent-ink hover:underline">
                {title}
              </Link>
              <span className="text-xs text-faint">looked at by {byName}</span>
              <Link
                href={`/patterns/new?${new URLSearchParams({ of: `${kind}:${slug}` })}`}
                aria-label={`Make a pattern of ${title}`}
                className="inline-flex min-h-6 items-center text-xs text-accent-ink hover:underline"
              >
                make a pattern of it
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
