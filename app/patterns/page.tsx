import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.patterns'))('title') }
}

export default async function PatternsPage() {
  await connection()
  const t = await getTranslations('pages.patterns')
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
        title={t('title')}
        description={t('description', { seen, total: patterns.length })}
        actions={
          can(viewer, 'write') ? (
            <Button asChild>
              <Link href="/patterns/new">{t('newPattern')}</Link>
            </Button>
          ) : null
        }
      />
      {patterns.length === 0 ? (
        <EmptyState title={t('empty')}>{t.rich('emptyHint', { code: (chunks) => <code>{chunks}</code> })}</EmptyState>
      ) : (
        <FamilyList patterns={patterns} />
      )}
      {unexplained.length > 0 && <Unexplained things={unexplained} />}
      {retired.length > 0 && (
        <details className="mt-8">
          <summary className="min-h-8 cursor-pointer text-muted">{t('retired', { count: retired.length })}</summary>
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
  const t = useTranslations('pages.patterns.unexplained')
  return (
    <div className="mt-8">
      <Section id="unexplained" title={t('title')} count={things.length}>
        <p className="mb-2 text-muted">{t('story')}</p>
        <ul className="space-y-1">
          {things.map(({ kind, slug, title, byName }) => (
            <li key={`${kind}:${slug}`} className="flex flex-wrap items-center gap-x-3">
              <Link href={hrefOf(kind, slug)} className="inline-flex min-h-6 text-accent-ink hover:underline">
                {title}
              </Link>
              <span className="text-xs text-faint">{t('lookedAtBy', { name: byName })}</span>
              <Link
                href={`/patterns/new?${new URLSearchParams({ of: `${kind}:${slug}` })}`}
                aria-label={t('makeOf', { title })}
                className="inline-flex min-h-6 items-center text-xs text-accent-ink hover:underline"
              >
                {t('make')}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
