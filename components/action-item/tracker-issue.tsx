'use client'
import { useRunChange } from '@/components/settings/use-run-change'
import { Badge, type Tone } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import { TimeText } from '@/components/ui/time-text'
import { ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { formatDay } from '@/lib/render/time'
import { ACTION_ITEM_STATUS_CHOICES, choiceOf } from '@/lib/schema/choices'
import type { TrackerField, TrackerFieldView, TrackerPanelView } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'
import type { TrackerActions } from './tracker-changes'

type Issue = NonNullable<TrackerPanelView['issue']>
type TrackerIssueProps = { itemId: string; issue: Issue; mayEdit: boolean; actions: TrackerActions }

const STATES: Record<Issue['state'], { label: string; tone: Tone }> = {
  'in-step': { label: 'in step', tone: 'green' },
  waiting: { label: 'waiting', tone: 'blue' },
  conflict: { label: 'conflict', tone: 'amber' },
  failed: { label: 'failed', tone: 'red' },
  withheld: { label: 'not told', tone: 'violet' },
}

/** The issue that an action item is linked with, and whether both say the same. */
export function TrackerIssue({ itemId, issue, mayEdit, actions }: TrackerIssueProps) {
  const { isPending, run } = useRunChange()
  const { label, tone } = STATES[issue.state]
  const told = issue.fields.filter(({ state }) => state !== 'same')
  const { failedTask } = issue
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
        <Badge tone={tone}>{label}</Badge>
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
                    () => (choice === 'ours' ? 'It is told to the tracker' : 'It is taken from the tracker'),
                  )
              : null
          }
        />
      ))}
      {issue.syncedAt && (
        <p className="text-xs text-muted">
          Compared <TimeText at={issue.syncedAt} />
        </p>
      )}
      {mayEdit && (
        <div className="flex flex-wrap gap-2">
          {issue.state === 'withheld' && (
            <TellDialog
              isPending={isPending}
              tell={() =>
                run(
                  () => actions.keepTelling(itemId),
                  () => 'The tracker is told again',
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
                  () => 'It is tried again',
                )
              }
            >
              Try again
            </Button>
          ) : (
            <Button
              size="sm"
              disabled={isPending}
              onClick={() =>
                run(
                  () => actions.askAgain(itemId),
                  () => 'The tracker is asked',
                )
              }
            >
              Compare now
            </Button>
          )}
          <Dialog
            title={`Unlink ${issue.key}?`}
            description="Nothing is kept in step any more. The issue and the action item stay as they are."
            trigger={
              <Button size="sm" disabled={isPending}>
                Unlink
              </Button>
            }
          >
            <ConfirmButtons
              act="Unlink"
              onConfirm={() =>
                run(
                  () => actions.unlink(itemId),
                  () => `${issue.key} is unlinked`,
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
  return (
    <Dialog
      title="Tell the tracker all the same?"
      description="This incident is restricted. Whoever reads the tracker may read there what changes in this action item."
      trigger={
        <Button size="sm" disabled={isPending}>
          Tell it all the same
        </Button>
      }
    >
      <ConfirmButtons act="Tell it" onConfirm={tell} />
    </Dialog>
  )
}

const FIELDS: Record<TrackerField, string> = { status: 'Status', owner: 'Owner', due: 'Due' }
const NOTES: Record<Exclude<TrackerFieldView['state'], 'same' | 'untold'>, string> = {
  'to-send': 'is about to be told',
  'to-take': 'is about to be taken',
  conflict: 'was changed on both sides',
}

function wordsOf(field: TrackerField, value: string | null): string {
  if (value === null) return field === 'owner' ? 'nobody' : field === 'due' ? 'no date' : 'not known'
  if (field === 'due') return formatDay(value)
  const status = field === 'status' ? choiceOf(ACTION_ITEM_STATUS_CHOICES, value) : null
  return status ? ACTION_ITEM_STATUSES[status].label : value
}

type FieldDifferenceProps = {
  field: TrackerFieldView
  tracker: string
  decide: ((choice: 'ours' | 'theirs') => void) | null
}

/** Both values of a field side by side, and the choice where both sides changed it. */
function FieldDifference({ field: { field, ours, theirs, state, why }, tracker, decide }: FieldDifferenceProps) {
  const note = state === 'same' ? null : state === 'untold' ? why : NOTES[state]
  return (
    <section aria-label={`${FIELDS[field]} here and in ${tracker}`} className="rounded-md border border-line p-2">
      <p className="text-xs text-muted">
        <span className="font-medium text-ink">{FIELDS[field]}</span> {note}
      </p>
      <dl className="mt-1 grid grid-cols-2 gap-2 text-sm">
        <div className="min-w-0">
          <dt className="text-xs text-faint">Here</dt>
          <dd className="[overflow-wrap:anywhere]">{wordsOf(field, ours)}</dd>
          {decide && (
            <dd className="mt-1">
              <Button size="sm" onClick={() => decide('ours')} aria-label={`${FIELDS[field]}: keep what is here`}>
                Keep this
              </Button>
            </dd>
          )}
        </div>
        <div className="min-w-0">
          <dt className="text-xs text-faint">{tracker}</dt>
          <dd className="[overflow-wrap:anywhere]">
            {field === 'status' ? (theirs ?? 'not known') : wordsOf(field, theirs)}
          </dd>
          {decide && (
            <dd className="mt-1">
              <Button
                size="sm"
                onClick={() => decide('theirs')}
                aria-label={`${FIELDS[field]}: take what ${tracker} says`}
              >
                Take this
              </Button>
            </dd>
          )}
        </div>
      </dl>
    </section>
  )
}
