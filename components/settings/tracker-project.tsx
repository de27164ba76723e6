'use client'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { StateOfStatus, TrackerProjectView } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'
import { TrackerStates } from './tracker-states'
import { useRunChange } from './use-run-change'

type TrackerProjectProps = {
  project: TrackerProjectView
  test: (id: string) => Promise<ActionResult<{ name: string; states: number }>>
  choose: (id: string) => Promise<ActionResult<null>>
  chooseStates: (id: string, of: StateOfStatus) => Promise<ActionResult<null>>
  findPeople: (id: string) => Promise<ActionResult<number>>
  remove: (id: string) => Promise<ActionResult<null>>
}

/** A project that action items go to: whether it answers, which of its states stands for which status. */
export function TrackerProject({ project, test, choose, chooseStates, findPeople, remove }: TrackerProjectProps) {
  const { isPending, run } = useRunChange()
  const { id, kind, key, name, isDefault, issues, error, pausedTo, polledTo } = project
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">
          {TRACKER_NAMES[kind]} · {key}
        </h3>
        {name !== key && <span className="text-muted">{name}</span>}
        {isDefault && <Badge tone="accent">default</Badge>}
        <span className="text-xs text-muted tabular-nums">{issues === 1 ? '1 issue' : `${issues} issues`} linked</span>
      </div>
      <p className="text-xs text-muted" suppressHydrationWarning>
        {polledTo ? (
          <>
            Asked for changes <TimeText at={polledTo} />.
          </>
        ) : issues > 0 ? (
          'Asked for changes within five minutes.'
        ) : (
          'Asked for changes once an issue is linked.'
        )}
      </p>
      {error && <p className="text-xs text-red-ink">{error}</p>}
      {pausedTo && (
        <p className="text-xs text-amber-ink">
          It asked to be left alone until <TimeText at={pausedTo} />; calls wait until then.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          disabled={isPending}
          onClick={() =>
            run(
              () => test(id),
              (found) => `${found.name} answers, with ${found.states} states`,
            )
          }
        >
          Test connection
        </Button>
        <TrackerStates
          project={project}
          isPending={isPending}
          save={(of) =>
            run(
              () => chooseStates(id, of),
              () => 'The states are saved',
            )
          }
        />
        <Button
          size="sm"
          disabled={isPending}
          onClick={() =>
            run(
              () => findPeople(id),
              (count) => (count === 1 ? '1 person is new' : `${count} people are new`),
            )
          }
        >
          Find people
        </Button>
        {!isDefault && (
          <Button
            size="sm"
            disabled={isPending}
            onClick={() =>
              run(
                () => choose(id),
                () => `${key} is the default`,
              )
            }
          >
            Make default
          </Button>
        )}
        <Dialog
          title={`Remove ${key}?`}
          description="Its action items are linked with their issues no more, and nothing is kept in step. The issues stay as they are."
          trigger={
            <Button size="sm" variant="danger" disabled={isPending}>
              Remove
            </Button>
          }
        >
          <ConfirmButtons
            act="Remove"
            onConfirm={() =>
              run(
                () => remove(id),
                () => `${key} is removed`,
              )
            }
          />
        </Dialog>
      </div>
    </li>
  )
}
