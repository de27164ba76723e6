import { Suspense } from 'react'
import { NewChannel } from '@/components/settings/new-channel'
import { ReminderTable } from '@/components/settings/reminder-table'
import { WatchedChannels } from '@/components/settings/watched-channels'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { isSlackConnected, slackClient } from '@/lib/integrations/slack/client'
import { testConnection } from '@/lib/integrations/slack/channels'
import { listReminders } from '@/lib/query/reminders'
import { listWatchedChannels } from '@/lib/query/watched-channels'
import type { Viewer } from '@/lib/schema/viewer'
import { changeChannelAction, sendReminderAgainAction, unwatchChannelAction, watchChannelAction } from './slack-actions'

/** What Hindsight says unasked in Slack, and what became of it: for those who may change it. */
export async function SlackPanels({ viewer }: { viewer: Viewer }) {
  const [channels, reminders] = await Promise.all([listWatchedChannels(viewer), listReminders(viewer)])
  return (
    <>
      <Panel title="Watched channels" id="watched-channels" count={channels.length} flush>
        <div className="space-y-3 px-4 py-3">
          <p className="max-w-prose text-muted">
            In these channels of Slack, Hindsight speaks unasked: it names the skill that fits a new incident, sends a
            weekly digest, and reminds of overdue action items. Reminders go to owners who are known in Slack by their
            e-mail address, Monday to Friday from 8 to 18 on their clock.
          </p>
          {isSlackConnected() ? (
            <>
              <Suspense fallback={<Skeleton className="w-56" />}>
                <Connection />
              </Suspense>
              <NewChannel add={watchChannelAction} />
            </>
          ) : (
            <p>
              Slack is not connected. Create an app from <code className="font-mono text-xs">docs/slack-app.yaml</code>{' '}
              and set <code className="font-mono text-xs">SLACK_BOT_TOKEN</code> and{' '}
              <code className="font-mono text-xs">SLACK_SIGNING_SECRET</code>.
            </p>
          )}
        </div>
        {channels.length > 0 && (
          <div className="border-t border-line">
            <WatchedChannels channels={channels} change={changeChannelAction} remove={unwatchChannelAction} />
          </div>
        )}
      </Panel>
      {(channels.length > 0 || reminders.length > 0) && (
        <Panel title="Messages to Slack" id="reminders" count={reminders.length} flush={reminders.length > 0}>
          {reminders.length === 0 ? (
            <p className="text-muted">Nothing has been said yet.</p>
          ) : (
            <ReminderTable caption="Messages to Slack" reminders={reminders} sendAgain={sendReminderAgainAction} />
          )}
        </Panel>
      )}
    </>
  )
}

/** Asks Slack whether the token still holds. */
async function Connection() {
  const connection = await testConnection(slackClient('once'))
  return connection.ok ? (
    <p className="text-muted">
      Connected as <span className="font-medium text-ink">{connection.as}</span>.
    </p>
  ) : (
    <p role="alert" className="text-red-ink">
      {connection.error}
    </p>
  )
}
