import { log } from '@/lib/observe/log'
import {
  findDueDigest,
  isDueAgain,
  isSendingHour,
  localDay,
  nextSendingTime,
  planReminders,
} from '@/lib/domain/reminders'
import { env } from '@/lib/env'
import { isSlackConnected, slackClient } from '@/lib/integrations/slack/client'
import { readFault } from '@/lib/integrations/slack/faults'
import { writeDigest, writeOverdue, type Places } from '@/lib/integrations/slack/notices'
import { findSlackPersonByEmail } from '@/lib/integrations/slack/people'
import { postMessage } from '@/lib/integrations/slack/post-message'
import { readActionItems } from '@/lib/query/action-items'
import { readDigest } from '@/lib/query/digest'
import { findOwnerAddresses, listOverdue, listRefusals, readRemindedLately } from '@/lib/query/reminders'
import { listWatchedChannels } from '@/lib/query/watched-channels'
import { hrefOf } from '@/lib/render/links'
import { formatDay } from '@/lib/render/time'
import type { RemindedPerson, WatchedChannelView } from '@/lib/schema/reminder'
import type { Viewer } from '@/lib/schema/viewer'
import {
  addOverdueReminders,
  addReminder,
  claimReminder,
  dropReminder,
  giveUpLostReminders,
  postponeReminder,
  recordReminder,
  type ClaimedReminder,
} from '@/lib/store/reminders'

/** Messages that one run sends: the rest is sent by the next, so that no run takes longer than a lost one is waited for. */
const AT_ONCE = 20

/** Where the pages of this Hindsight are. */
export function places(): Places {
  const { baseUrl } = env()
  return {
    hrefOf: (kind, slug) => `${baseUrl}${hrefOf(kind, slug)}`,
    overdue: `${baseUrl}/action-items?status=unfinished&overdue=true`,
  }
}

/** Plans the digests that are due at `now` and sends what is due. Does nothing while Slack is not connected. */
export async function planDigests(reader: Viewer, now: Date): Promise<void> {
  if (!isSlackConnected()) return
  for (const channel of await listWatchedChannels(reader)) if (channel.digest) await planDigest(reader, channel, now)
  await sendReminders(reader, now)
}

async function planDigest(reader: Viewer, channel: WatchedChannelView, now: Date): Promise<void> {
  const { id, name, zone } = channel
  const digest = await digestOf(reader, channel, now, now)
  if (!digest) return
  const { week: key, text } = digest
  await addReminder({ recipient: id, toName: `#${name}`, kind: 'digest', key, zone, text }, now)
}

/** The digest that was due at `at`, of what may be told at `now`; null when none was, or there is nothing to tell. */
async function digestOf(
  reader: Viewer,
  channel: WatchedChannelView,
  at: Date,
  now: Date,
): Promise<{ week: string; text: string } | null> {
  const { zone, digestWeekday: weekday, digestHour: hour } = channel
  const period = findDueDigest({ weekday, hour, zone }, new Date(channel.createdAt), at)
  if (!period) return null
  const days = `${formatDay(localDay(zone, period.from))} to ${formatDay(localDay(zone, period.to))}`
  const text = writeDigest(await readDigest(reader, period, now), days, places())
  return text === null ? null : { week: period.week, text }
}

/**
 * Plans the reminders of overdue action items that may be sent at `now`, and sends what is due. Without a channel that takes
 * reminders nobody is reminded: it is the switch for all of them. Does nothing while Slack is not connected.
 */
export async function planOverdue(reader: Viewer, now: Date): Promise<void> {
  if (!isSlackConnected()) return
  const channels = (await listWatchedChannels(reader)).filter(({ reminders }) => reminders)
  if (channels.length > 0) await planOverdueIn(reader, channels, now)
  await sendReminders(reader, now)
}

async function planOverdueIn(reader: Viewer, channels: readonly WatchedChannelView[], now: Date): Promise<void> {
  const { remindedAt, told } = await readRemindedLately(reader, now)
  const items = (await listOverdue(reader, now)).filter(({ id }) => isDueAgain(remindedAt.get(id) ?? null, now))
  if (items.length === 0) return
  const people = await findPeople(
    reader,
    new Set(items.flatMap(({ owner }) => owner ?? [])),
    channels[0]?.zone ?? 'UTC',
  )
  if (!people) return
  await addOverdueReminders(planReminders({ items, people, channels, remindedAt, told, now }), now)
}

/** Who the owners are in Slack; null when Slack cannot be asked: then nobody is reminded in an owner's stead. */
async function findPeople(
  reader: Viewer,
  owners: ReadonlySet<string>,
  zone: string,
): Promise<Map<string, RemindedPerson | null> | null> {
  const [addresses, refusals] = await Promise.all([findOwnerAddresses(reader, owners), listRefusals(reader)])
  const client = slackClient()
  const byAddress = new Map<string, RemindedPerson | null>()
  try {
    for (const email of new Set(addresses.values())) {
      const found = await findSlackPersonByEmail(client, email)
      const name = found?.names[0] ?? email
      byAddress.set(email, found && { id: found.id, name, zone: found.zone ?? zone, refused: refusals.has(found.id) })
    }
  } catch (error) {
    const fault = readFault(error)
    log.error('Slack did not tell who the owners of action items are', {
      fault: fault.kind,
      refusal: fault.kind === 'refused' ? fault.reason : undefined,
    })
    return null
  }
  return new Map([...addresses].map(([owner, email]) => [owner, byAddress.get(email) ?? null]))
}

/**
 * Sends what is due at `now`, each once, whichever processes do so at the same time. What is not sent stays in the ledger with
 * the reason. Stops at the first message that Slack asks to wait for: the queue wakes up again then.
 */
export async function sendReminders(reader: Viewer, now: Date): Promise<void> {
  if (!isSlackConnected()) return
  await giveUpLostReminders(now)
  for (let sent = 0; sent < AT_ONCE; sent++) {
    const reminder = await claimReminder(now)
    if (!reminder || !(await sendReminder(reader, reminder, now))) return
  }
}

/** False when Slack asks to wait. */
async function sendReminder(reader: Viewer, reminder: ClaimedReminder, now: Date): Promise<boolean> {
  if (reminder.kind === 'overdue' && !isSendingHour(reminder.zone, now)) {
    await postponeReminder(reminder, nextSendingTime(reminder.zone, now))
    return true
  }
  const text = await textNow(reader, reminder, now)
  if (text === null) {
    await dropReminder(reminder.id)
    return true
  }
  const thread = reminder.kind === 'incident-reply' ? { thread: reminder.key } : {}
  const posted = await postMessage(slackClient('once'), { to: reminder.recipient, text, ...thread })
  if (posted.state === 'again') {
    await postponeReminder(reminder, new Date(now.getTime() + posted.seconds * 1000), posted.error)
    return false
  }
  await recordReminder(reminder.id, { text, ...posted }, now)
  return true
}

/** What is told when it is sent: what has been restricted since it was planned is not. Null when nothing is left. */
async function textNow(reader: Viewer, reminder: ClaimedReminder, now: Date): Promise<string | null> {
  if (reminder.kind === 'overdue') return overdueText(reader, reminder, now)
  if (reminder.kind !== 'digest') return reminder.text
  const channel = (await listWatchedChannels(reader)).find(({ id }) => id === reminder.recipient)
  const digest = channel && (await digestOf(reader, channel, reminder.createdAt, now))
  return digest?.week === reminder.key ? digest.text : null
}

/** Tells of what is overdue when it is sent, not when it was planned; null when nothing is any more. */
async function overdueText(reader: Viewer, { recipient, about }: ClaimedReminder, now: Date): Promise<string | null> {
  const items = (await readActionItems(reader, about, now)).filter(({ overdue }) => overdue)
  if (items.length === 0) return null
  return writeOverdue(items, /^[UW]/.test(recipient) ? 'person' : 'channel', places())
}
