'use client'
import type { SaySentences } from '@/components/ui/said-refusal'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Pager } from '@/components/source/pager'
import { filterHref } from '@/components/table/filter-href'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Tabs } from '@/components/ui/tabs'
import type { Page } from '@/lib/schema/directory'
import { OutcomeSchema, type ImportedLine, type ImportView, type LineFilter } from '@/lib/schema/import'
import { ImportControls, type ImportControlActions, type LeftInPlace } from './import-controls'
import { ImportProgress } from './import-progress'
import { isOpen } from './import-states'
import { LineTable } from './line-table'
import { useImportStatus } from './use-import-status'

type ImportPageProps = {
  found: ImportView
  lines: Page<ImportedLine>
  /** Fields of its documents that wait for a person. */ toReview: number
  filter: LineFilter
  mayWrite: boolean
  actions: ImportControlActions & { say: SaySentences }
}

/** One import, live while it runs: how far it is, and what became of each document. */
export function ImportPageView({
  found: first,
  lines: firstLines,
  toReview,
  filter,
  mayWrite,
  actions,
}: ImportPageProps) {
  const t = useTranslations('import.importPageView')
  const query = `?cursor=p${filter.page}${filter.outcome ? `&outcome=${filter.outcome}` : ''}`
  const { status, rate, away, ask } = useImportStatus(first.id, query, isOpen(first), actions.say)
  const [left, setLeft] = useState<LeftInPlace[]>([])
  const found = status ?? first
  const lines = status ? { ...firstLines, items: status.lines.items, total: status.lines.total } : firstLines
  const path = `/sources/imports/${first.id}`
  return (
    <div className="space-y-4">
      <Panel
        id="progress"
        title={t('progress')}
        actions={mayWrite && <ImportControls found={found} actions={actions} onChange={ask} onUndone={setLeft} />}
      >
        <ImportProgress found={found} rate={rate} away={away} />
        <ToReview importId={first.id} count={status?.toReview ?? toReview} />
      </Panel>
      <LeftList left={left} />
      <Panel id="documents" title={t('documents')} count={found.done} flush>
        <Tabs
          label={t('outcome')}
          className="px-4"
          tabs={[
            tabOf(path, filter, undefined, t('all'), found.done),
            ...OutcomeSchema.options
              .filter((outcome) => found.outcomes[outcome] > 0 || outcome === filter.outcome)
              .map((outcome) => tabOf(path, filter, outcome, t(`outcomeIs.${outcome}`), found.outcomes[outcome])),
          ]}
        />
        {lines.items.length === 0 ? (
          <EmptyState title={isOpen(found) ? t('nothingYet') : t('noDocument')} />
        ) : (
          <LineTable lines={lines.items} />
        )}
      </Panel>
      <Pager
        path={path}
        query={filter.outcome ? { outcome: filter.outcome } : {}}
        labels={{ before: t('before'), after: t('after') }}
        {...lines}
      />
    </div>
  )
}

function tabOf(path: string, filter: LineFilter, outcome: LineFilter['outcome'], label: string, count: number) {
  return {
    href: filterHref(path, { ...filter }, { page: 1 }, { outcome }),
    active: filter.outcome === outcome,
    label: (
      <>
        {label} <span className="text-xs text-faint tabular-nums">{count}</span>
      </>
    ),
  }
}

function ToReview({ importId, count }: { importId: string; count: number }) {
  const t = useTranslations('import.importPageView')
  if (count === 0) return null
  return (
    <p className="mt-2">
      <Link href={`/review?importId=${importId}`} className="text-accent-ink hover:underline">
        {t('toReview', { count })}
      </Link>
    </p>
  )
}

/** What undoing has left as it is. */
function LeftList({ left }: { left: LeftInPlace[] }) {
  const t = useTranslations('import.importPageView')
  if (left.length === 0) return null
  return (
    <Panel id="left" title={t('left')} count={left.length}>
      <ul className="space-y-1">
        {left.map((one, index) => (
          <li key={index}>
            <span className="font-medium">{one.title}</span>: <span className="text-muted">{one.reason}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
