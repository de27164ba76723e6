'use client'
import { useTranslations } from 'next-intl'
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
  const t = useTranslations('settings.trackerProject')
  const { isPending, run } = useRunChange()
  const { id, kind, key, name, isDefault, issues, error, pausedTo, polledTo } = project
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">
          {TRACKER_NAMES[kind]} · {key}
        </h3>
        {name !== key && <span className="text-muted">{name}</span>}
        {isDefault && <Badge tone="accent">{t('default')}</Badge>}
        <span className="text-xs text-muted tabular-nums">{t('linked', { count: issues })}</span>
      </div>
      <p className="text-xs text-muted" suppressHydrationWarning>
        {polledTo
          ? t.rich('asked', { time: () => <TimeText at={polledTo} /> })
          : issues > 0
            ? t('askedSoon')
            : t('askedOnceLinked')}
      </p>
      {error && <p className="text-xs text-red-ink">{error}</p>}
      {pausedTo && (
        <p className="text-xs text-amber-ink">{t.rich('paused', { time: () => <TimeText at={pausedTo} /> })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          disabled={isPending}
          onClick={() =>
            run(
              () => test(id),
              (found) => t('answers', found),
            )
          }
        >
          {t('test')}
        </Button>
        <TrackerStates
          project={project}
          isPending={isPending}
          save={(of) =>
            run(
              () => chooseStates(id, of),
              () => t('statesSaved'),
            )
          }
        />
        <Button
          size="sm"
          disabled={isPending}
          onClick={() =>
            run(
              () => findPeople(id),
              (count) => t('peopleFound', { count }),
            )
          }
        >
          {t('findPeople')}
        </Button>
        {!isDefault && (
          <Button
            size="sm"
            disabled={isPending}
            onClick={() =>
              run(
                () => choose(id),
                () => t('isDefault', { key }),
              )
            }
          >
            {t('choose')}
          </Button>
        )}
        <Dialog
          title={t('removeTitle', { key })}
          description={t('removeDescription')}
          trigger={
            <Button size="sm" variant="danger" disabled={isPending}>
              {t('remove')}
            </Button>
          }
        >
          <ConfirmButtons
            act={t('remove')}
            onConfirm={() =>
              run(
                () => remove(id),
                () => t('isRemoved', { key }),
              )
            }
          />
        </Dialog>
      </div>
    </li>
  )
}
