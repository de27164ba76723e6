import { isNews } from '@/lib/domain/reminders'
import { writeIncidentReply } from '@/lib/integrations/slack/notices'
import { findIncidentSuggestion } from '@/lib/query/incident-suggestion'
import { findWatchedChannel } from '@/lib/query/watched-channels'
import type { SlackOpening } from '@/lib/schema/slack'
import type { Viewer } from '@/lib/schema/viewer'
import { addReminder } from '@/lib/store/reminders'
import { places, sendReminders } from './reminders'

/**
 * Says below a message that opens a conversation which skill fits it, once, when the channel is watched with replies and one
 * fits well enough; else says nothing. Throws when the database is away, for the queue to try again.
 */
export async function answerOpening({ channel: id, ts, text }: SlackOpening, reader: Viewer, now: Date): Promise<void> {
  if (!isNews(ts, now)) return
  const channel = await findWatchedChannel(reader, id)
  if (channel?.replies !== true) return
  const suggestion = await findIncidentSuggestion(reader, text, now)
  if (!suggestion) return
  const reply = {
    recipient: id,
    toName: `#${channel.name}`,
    kind: 'incident-reply',
    key: ts,
    zone: channel.zone,
  } as const
  await addReminder({ ...reply, text: writeIncidentReply(suggestion, places()), about: suggestion.about }, now)
  await sendReminders(reader, now)
}
