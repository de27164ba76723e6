'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { TrackerTaskView } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'
import { useRunChange } from './use-run-change'

type TrackerQueueProps = {
  queue: { tasks: TrackerTaskView[]; waiting: number; failed: number }
  retry: (task: string) => Promise<ActionResult<number>>
}

/** Calls of trackers that wait or have failed. */
export function TrackerQueue({ queue: { tasks, waiting, failed }, retry }: TrackerQueueProps) {
  const t = useTranslations('settings.trackerQueue')
  const { isPending, run } = useRunChange()
  if (tasks.length === 0) return <p className="text-muted">{t('empty')}</p>
  return (
    <>
      <p className="mb-2 text-xs text-muted tabular-nums">{t('counts', { waiting, failed })}</p>
      <ul className="divide-y divide-line">
        {tasks.map((task) => (
          <li key={task.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2">
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone={task.state === 'failed' ? 'red' : task.attempts > 0 ? 'amber' : 'neutral'}>
                  {t(`states.${task.state === 'failed' || task.state === 'calling' ? task.state : 'waiting'}`)}
                </Badge>
                {t(`kinds.${task.kind}`)} · {TRACKER_NAMES[task.project.kind]} {task.project.key}
              </p>
              <p className="text-xs [overflow-wrap:anywhere] text-muted">
                {task.item ? (
                  <Link
                    href={`/action-items/${task.item.id}`}
                    className="inline-flex min-h-6 items-center hover:underline"
                  >
                    {task.item.title}
                  </Link>
                ) : (
                  t('unreadable')
                )}
              </p>
              {task.error && <p className="text-xs text-red-ink">{task.error}</p>}
              {task.state === 'due' && task.attempts > 0 && (
                <p className="text-xs text-muted">{t.rich('again', { time: () => <TimeText at={task.dueAt} /> })}</p>
              )}
            </div>
            {task.state === 'failed' && (
              <Button
                size="sm"
                disabled={isPending}
                onClick={() =>
                  run(
                    () => retry(task.id),
                    () => t('retried'),
                  )
                }
              >
                {t('retry')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
