import { getLocale, getTranslations } from 'next-intl/server'
import { TrackerPanel } from '@/components/action-item/tracker-panel'
import { Panel } from '@/components/ui/panel'
import { can } from '@/lib/domain/permissions'
import { listConnected } from '@/lib/integrations/tracker/connect'
import { sentencesIn, type SaySentence } from '@/lib/intl/sentences'
import { findTrackerPanel } from '@/lib/query/trackers'
import type { TrackerPanelView } from '@/lib/schema/tracker'
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
  const said = sayPanel(panel, sentencesIn(await getLocale()))
  return (
    <Panel title={t('tracker')} id="tracker">
      <TrackerPanel
        itemId={itemId}
        panel={said}
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

/** The same with what went wrong in the reader's language: it is shown in the browser, which has no catalogue. */
function sayPanel({ issue, creating, ...panel }: TrackerPanelView, say: SaySentence): TrackerPanelView {
  const saidOf = (text: string | null) => text && say(text)
  return {
    ...panel,
    issue: issue && {
      ...issue,
      error: saidOf(issue.error),
      fields: issue.fields.map((field) => ({ ...field, why: saidOf(field.why) })),
    },
    creating: creating && { ...creating, error: saidOf(creating.error) },
  }
}
