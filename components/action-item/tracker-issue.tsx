'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useRunChange } from '@/components/settings/use-run-change'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import { TimeText } from '@/components/ui/time-text'
import { useTimes } from '@/components/ui/use-times'
import { ACTION_ITEM_STATUS_CHOICES, choiceOf } from '@/lib/schema/choices'
import type { TrackerField, TrackerFieldView, TrackerPanelView } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'
import type { TrackerActions } from './tracker-changes'

type Issue = NonNullable<TrackerPanelView['issue']>
type TrackerIssueProps = { itemId: string; issue: Issue; mayEdit: boolean; actions: TrackerActions }

const TONES: Record<Issue['state'], Tone> = {
  'in-step': 'green',
  waiting: 'blue',
  conflict: 'amber',
  failed: 'red',
  withheld: 'violet',
}

/** The issue that an action item is linked with, and whether both say the same. */
export function TrackerIssue({ itemId, issue, mayEdit, actions }: TrackerIssueProps) {
  const t = useTranslations('action-item.trackerIssue')
  const { isPending, run } = useRunChange()
  const told = issue.fields.filter(({ state }) => state !== 'same')
  const { failedTask, syncedAt } = issue
  return (
    <div className="space-y-3">
      <p className="flex flex-wrap items-center gap-2">
        <a
          href={issue.url}
          rel="noopener noreferrer"
          className="inline-flex min-h-6 items-center font-medium text-accent-ink hover:underline"
        >
          {TRACKER_NAMES[issue.kind]} {issue.kind === 'github' && issue.project}
          {issue.kind === 'github' ? issue.key : ` ${issue.key}`}
        </a>
        <Badge tone={TONES[issue.state]}>{t(`states.${issue.state}`)}</Badge>
      </p>
      {issue.error && <p className="text-xs [overflow-wrap:anywhere] text-red-ink">{issue.error}</p>}
      {told.map((field) => (
        <FieldDifference
          key={`${field.field} ${field.ours} ${field.told}`}
          field={field}
          tracker={TRACKER_NAMES[issue.kind]}
          decide={
            mayEdit && field.state === 'conflict' && !isPending
              ? (choice) =>
                  run(
                    () =>
                      actions.decide(itemId, {
                        field: field.field,
                        choice,
                        seen: { ours: field.ours, theirs: field.told },
                      }),
                    () => t(`difference.${choice}`),
                  )
              : null
          }
        />
      ))}
      {syncedAt && (
        <p className="text-xs text-muted">{t.rich('compared', { time: () => <TimeText at={syncedAt} /> })}</p>
      )}
      {mayEdit && (
        <div className="flex flex-wrap gap-2">
          {issue.state === 'withheld' && (
            <TellDialog
              isPending={isPending}
              tell={() =>
                run(
                  () => actions.keepTelling(itemId),
                  () => t('tell.told'),
                )
              }
            />
          )}
          {failedTask ? (
            <Button
              size="sm"
              disabled={isPending}
              onClick={() =>
                run(
                  () => actions.retry(failedTask),
                  () => t('triedAgain'),
                )
              }
            >
              {t('tryAgain')}
            </Button>
          ) : (
            <Button
              size="sm"
              disabled={isPending}
              onClick={() =>
                run(
                  () => actions.askAgain(itemId),
                  () => t('asked'),
                )
              }
            >
              {t('compare')}
            </Button>
          )}
          <Dialog
            title={t('unlink.title', { key: issue.key })}
            description={t('unlink.description')}
            trigger={
              <Button size="sm" disabled={isPending}>
                {t('unlink.act')}
              </Button>
            }
          >
            <ConfirmButtons
              act={t('unlink.act')}
              onConfirm={() =>
                run(
                  () => actions.unlink(itemId),
                  () => t('unlink.done', { key: issue.key }),
                )
              }
            />
          </Dialog>
        </div>
      )}
    </div>
  )
}

function TellDialog({ isPending, tell }: { isPending: boolean; tell: () => void }) {
  const t = useTranslations('action-item.trackerIssue')
  return (
    <Dialog
      title={t('tell.title')}
      description={t('tell.description')}
      trigger={
        <Button size="sm" disabled={isPending}>
          {t('tell.button')}
        </Button>
      }
    >
      <ConfirmButtons act={t('tell.act')} onConfirm={tell} />
    </Dialog>
  )
}

type FieldDifferenceProps = {
  field: TrackerFieldView
  tracker: string
  decide: ((choice: 'ours' | 'theirs') => void) | null
}

/** Both values of a field side by side, and the choice where both sides changed it. */
function FieldDifference({ field: { field, ours, theirs, state, why }, tracker, decide }: FieldDifferenceProps) {
  const t = useTranslations('action-item.trackerIssue.difference')
  const fields = useTranslations('action-item.fields')
  const wordsOf = useTrackerValue()
  const name = fields(field)
  const nameWith = (chunks: ReactNode) => <span className="font-medium text-ink">{chunks}</span>
  return (
    <section aria-label={t('label', { field: name, tracker })} className="rounded-md border border-line p-2">
      <p className="text-xs text-muted">
        {state === 'same' || state === 'untold' ? (
          <>
            {nameWith(name)} {why}
          </>
        ) : (
          t.rich(state, { name, field: nameWith })
        )}
      </p>
      <dl className="mt-1 grid grid-cols-2 gap-2 text-sm">
        <div className="min-w-0">
          <dt className="text-xs text-faint">{t('here')}</dt>
          <dd className="[overflow-wrap:anywhere]">{wordsOf(field, ours)}</dd>
          {decide && (
            <dd className="mt-1">
              <Button size="sm" onClick={() => decide('ours')} aria-label={t('keepOursOf', { field: name })}>
                {t('keepOurs')}
              </Button>
            </dd>
          )}
        </div>
        <div className="min-w-0">
          <dt className="text-xs text-faint">{tracker}</dt>
          <dd className="[overflow-wrap:anywhere]">
            {field === 'status' ? (theirs ?? t('notKnown')) : wordsOf(field, theirs)}
          </dd>
          {decide && (
            <dd className="mt-1">
              <Button
                size="sm"
                onClick={() => decide('theirs')}
                aria-label={t('takeTheirsOf', { field: name, tracker })}
              >
                {t('takeTheirs')}
              </Button>
            </dd>
          )}
        </div>
      </dl>
    </section>
  )
}

/** How a value that this side has reads. */
function useTrackerValue(): (field: TrackerField, value: string | null) => string {
  const t = useTranslations('action-item.trackerIssue.difference')
  const statuses = useTranslations('labels.actionItemStatus')
  const times = useTimes()
  return (field, value) => {
    if (value === null) return field === 'owner' ? t('nobody') : field === 'due' ? t('noDate') : t('notKnown')
    if (field === 'due') return times.day(value)
    const status = field === 'status' ? choiceOf(ACTION_ITEM_STATUS_CHOICES, value) : null
    return status ? statuses(status) : value
  }
}
