'use client'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { TimeText } from '@/components/ui/time-text'
import { useRunChange } from '@/components/settings/use-run-change'
import type { TrackerPanelView } from '@/lib/schema/tracker'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'
import type { TrackerActions } from './tracker-changes'
import { TrackerIssue } from './tracker-issue'
import { TrackerStart } from './tracker-start'

type TrackerPanelProps = { itemId: string; panel: TrackerPanelView; mayEdit: boolean; actions: TrackerActions }

/** What an action item has to do with a tracker: its issue, one that is being made, or how it gets one. */
export function TrackerPanel({ itemId, panel, mayEdit, actions }: TrackerPanelProps) {
  const t = useTranslations('action-item.trackerPanel')
  if (panel.issue) return <TrackerIssue itemId={itemId} issue={panel.issue} mayEdit={mayEdit} actions={actions} />
  if (panel.creating)
    return <TrackerCreating itemId={itemId} creating={panel.creating} mayEdit={mayEdit} actions={actions} />
  if (!mayEdit) return <p className="text-muted">{t('none')}</p>
  return <TrackerStart itemId={itemId} panel={panel} request={actions.request} link={actions.link} />
}

type Creating = NonNullable<TrackerPanelView['creating']>

function TrackerCreating(props: { itemId: string; creating: Creating; mayEdit: boolean; actions: TrackerActions }) {
  const { itemId, creating, mayEdit, actions } = props
  const t = useTranslations('action-item.trackerPanel')
  const { isPending, run } = useRunChange()
  const hasFailed = creating.state === 'failed'
  return (
    <div className="space-y-2">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={hasFailed ? 'red' : 'blue'}>{hasFailed ? t('failed') : t('beingMade')}</Badge>
        {TRACKER_NAMES[creating.kind]} · {creating.project}
      </p>
      {creating.error && <p className="text-xs text-red-ink">{creating.error}</p>}
      {!hasFailed && creating.attempts > 0 && (
        <p className="text-xs text-muted">{t.rich('nextTry', { time: () => <TimeText at={creating.dueAt} /> })}</p>
      )}
      {mayEdit && (
        <div className="flex flex-wrap gap-2">
          {hasFailed && (
            <Button
              size="sm"
              disabled={isPending}
              onClick={() =>
                run(
                  () => actions.retry(creating.task),
                  () => t('triedAgain'),
                )
              }
            >
              {t('tryAgain')}
            </Button>
          )}
          <Button
            size="sm"
            disabled={isPending || creating.state === 'calling'}
            onClick={() =>
              run(
                () => actions.cancel(itemId),
                () => t('cancelled'),
              )
            }
          >
            {t('cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}
