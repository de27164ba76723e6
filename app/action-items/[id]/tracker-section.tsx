import { getTranslations } from 'next-intl/server'
import { TrackerPanel } from '@/components/action-item/tracker-panel'
import { Panel } from '@/components/ui/panel'
import { can } from '@/lib/domain/permissions'
import { listConnected } from '@/lib/integrations/tracker/connect'
import { findTrackerPanel } from '@/lib/query/trackers'
import type { Viewer } from '@/lib/schema/viewer'
import {
  askAgainAction,
  cancelRequestAction,
  decideTrackerConflictAction,
  keepTellingAction,
  linkIssueAction,
  requestIssueAction,
  retryTrackerAction,
  unlinkIssueAction,
} from '../tracker-actions'

/** The item's place in a tracker. */
export async function TrackerSection({ viewer, itemId }: { viewer: Viewer; itemId: string }) {
  const panel = await findTrackerPanel(viewer, itemId, listConnected())
  if (!panel) return null
  const t = await getTranslations('pages.action-items.item')
  return (
    <Panel title={t('tracker')} id="tracker">
      <TrackerPanel
        itemId={itemId}
        panel={panel}
        mayEdit={can(viewer, 'write')}
        actions={{
          request: requestIssueAction,
          cancel: cancelRequestAction,
          link: linkIssueAction,
          unlink: unlinkIssueAction,
          decide: decideTrackerConflictAction,
          keepTelling: keepTellingAction,
          askAgain: askAgainAction,
          retry: retryTrackerAction,
        }}
      />
    </Panel>
  )
}
