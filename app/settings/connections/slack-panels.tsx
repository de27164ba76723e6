import { getLocale, getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { NewChannel } from '@/components/settings/new-channel'
import { ReminderTable } from '@/components/settings/reminder-table'
import { WatchedChannels } from '@/components/settings/watched-channels'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { isSlackConnected, slackClient } from '@/lib/integrations/slack/client'
import { testConnection } from '@/lib/integrations/slack/channels'
import { sentencesIn } from '@/lib/intl/sentences'
import { listReminders } from '@/lib/query/reminders'
import { listWatchedChannels } from '@/lib/query/watched-channels'
import type { Viewer } from '@/lib/schema/viewer'
import { changeChannelAction, sendReminderAgainAction, unwatchChannelAction, watchChannelAction } from './slack-actions'

/** What Hindsight says unasked in Slack, and what became of it: for those who may change it. */
export async function SlackPanels({ viewer }: { viewer: Viewer }) {
  const t = await getTranslations('pages.settings.connections')
  const say = sentencesIn(await getLocale())
  const [channels, reminders] = await Promise.all([listWatchedChannels(viewer), listReminders(viewer)])
  const said = reminders.map((reminder) => ({ ...reminder, error: reminder.error && say(reminder.error) }))
  return (
    <>
      <Panel title={t('channels')} id="watched-channels" count={channels.length} flush>
        <div className="space-y-3 px-4 py-3">
          <p className="max-w-prose text-muted">{t('about')}</p>
          {isSlackConnected() ? (
            <>
              <Suspense fallback={<Skeleton className="w-56" />}>
                <Connection />
              </Suspense>
              <NewChannel add={watchChannelAction} />
            </>
          ) : (
            <p>{t.rich('notConnected', { code: (chunks) => <code className="font-mono text-xs">{chunks}</code> })}</p>
          )}
        </div>
        {channels.length > 0 && (
          <div className="border-t border-line">
            <WatchedChannels channels={channels} change={changeChannelAction} remove={unwatchChannelAction} />
          </div>
        )}
      </Panel>
      {(channels.length > 0 || reminders.length > 0) && (
        <Panel title={t('messages')} id="reminders" count={reminders.length} flush={reminders.length > 0}>
          {reminders.length === 0 ? (
            <p className="text-muted">{t('noMessages')}</p>
          ) : (
            <ReminderTable caption={t('messages')} reminders={said} sendAgain={sendReminderAgainAction} />
          )}
        </Panel>
      )}
    </>
  )
}

/** Asks Slack whether the token still holds. */
async function Connection() {
  const t = await getTranslations('pages.settings.connections')
  const say = sentencesIn(await getLocale())
  const connection = await testConnection(slackClient('once'))
  return connection.ok ? (
    <p className="text-muted">
      {t.rich('connectedAs', { name: () => <span className="font-medium text-ink">{say(connection.as)}</span> })}
    </p>
  ) : (
    <p role="alert" className="text-red-ink">
      {say(connection.error)}
    </p>
  )
}
