import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { RevisionList, RevisionView } from '@/lib/schema/revision'
import { PageHeader } from '../ui/page-header'
import { Panel } from '../ui/panel'
import { TimeText } from '../ui/time-text'
import { CompareForm } from './compare-form'
import { DifferenceList } from './difference-list'
import { RestoreRevisionButton, type RestoreRevision } from './restore-revision'
import { RevisionRows } from './revision-list'
import { revisionWords } from './revision-words'

const FOLDERS = { incident: '/incidents', skill: '/skills', pattern: '/patterns' } as const

/** The versions of a thing beside what one of them changed. `restore`: null for those who may only read. */
export function HistoryPage({
  list,
  view,
  restore,
}: {
  list: RevisionList
  view: RevisionView
  restore: RestoreRevision | null
}) {
  const t = useTranslations('revision.historyPage')
  const revisions = useTranslations('revision.revisionWords')
  const { kind, slug, title } = list
  const own = hrefOf(kind, slug)
  const href = `${own}/history`
  const { revision, against, parts } = view
  const now = list.revisions[0]?.number
  const withNow = against !== null && against.number > revision.number
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: t(`lists.${kind}`), href: FOLDERS[kind] },
          { label: title, href: own },
        ]}
        title={t('title')}
        description={t('description')}
      />
      <div className="grid gap-5 lg:grid-cols-[18rem_minmax(0,1fr)]">
        <Panel title={t('versions')} id="versions" count={list.revisions.length} flush className="lg:self-start">
          <nav aria-label={t('versions')} className="max-h-[32rem] overflow-y-auto">
            <RevisionRows href={href} revisions={list.revisions} selected={revision.number} />
          </nav>
        </Panel>
        <section aria-labelledby="difference-title" className="min-w-0">
          <header className="mb-4 flex flex-wrap items-start justify-between gap-3">
            <div className="min-w-0">
              <h2 id="difference-title" className="font-semibold">
                {withNow
                  ? t('fromTo', { from: revision.number, to: against.number })
                  : against
                    ? t('against', { number: revision.number, against: against.number })
                    : t('first', { number: revision.number })}
              </h2>
              <p className="text-muted">
                {revisionWords(revisions, revision)}
                {revision.at ? (
                  <>
                    , <TimeText at={revision.at} show="full" />
                  </>
                ) : null}
              </p>
              {revision.current || now === undefined ? null : (
                <p className="mt-1">
                  <Link
                    className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
                    href={
                      withNow
                        ? `${href}?revision=${revision.number}`
                        : `${href}?revision=${revision.number}&against=${now}`
                    }
                  >
                    {withNow ? t('whatChanged') : t('compareWithNow')}
                  </Link>
                </p>
              )}
            </div>
            {restore && !revision.current ? (
              <RestoreRevisionButton
                view={{ kind, slug, number: revision.number, version: list.version, later: view.later }}
                href={href}
                restore={restore}
              />
            ) : null}
          </header>
          <div className="mb-4">
            <CompareForm
              href={href}
              revisions={list.revisions}
              from={against === null ? revision.number : Math.min(against.number, revision.number)}
              to={against === null ? revision.number : Math.max(against.number, revision.number)}
            />
          </div>
          <DifferenceList parts={parts} />
        </section>
      </div>
    </>
  )
}
