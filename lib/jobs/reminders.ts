import { skillCountsFrom, waysOf } from '@/lib/domain/reminder-mails'
import {
  findDueDigest,
  isDueAgain,
  isNews,
  isSendingHour,
  localDay,
  nextSendingTime,
  planReminders,
  type OverdueItem,
} from '@/lib/domain/reminders'
import { env } from '@/lib/env'
import { log } from '@/lib/observe/log'
import { isSlackConnected, slackClient } from '@/lib/integrations/slack/client'
import { readFault } from '@/lib/integrations/slack/faults'
import { writeDigest, writeOverdue, type Places } from '@/lib/integrations/slack/notices'
import { findSlackPersonByEmail } from '@/lib/integrations/slack/people'
import { postMessage } from '@/lib/integrations/slack/post-message'
import { foldOwner, listRemindedAccounts, type RemindedAccount } from '@/lib/query/reminded-people'
import { readActionItems } from '@/lib/query/action-items'
import { readDigest } from '@/lib/query/digest'
import { findOwnerAddresses, listOverdue, listRefusals, mayBeTold, readRemindedLately } from '@/lib/query/reminders'
import { listStaleSkills } from '@/lib/query/skill-trust'
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
import { canMail, planDueMails, planWeekMails, type MailReaders } from './mail-reminders'

/** Messages that one run sends: the rest is sent by the next, so that no run takes longer than a lost one is waited for. */
const AT_ONCE = 20

/** Where the pages of this Hindsight are. */
export function places(): Places {
  const { baseUrl } = env()
  return {
    hrefOf: (kind, slug) => `${baseUrl}${hrefOf(kind, slug)}`,
    overdue: `${baseUrl}/action-items?status=unfinished&overdue=true`,
    stale: `${baseUrl}/stale-skills`,
  }
}

/** Plans the digests that are due at `now` to channels and by mail, and sends what is due in Slack. */
export async function planDigests(reader: Viewer, now: Date, readers: MailReaders | null = null): Promise<void> {
  if (readers) await planWeekMails(reader, readers, zoneOf(await listWatchedChannels(reader)), now)
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

/** The clock of those who have not said which is theirs: of the channel that has been watched for longest. */
const zoneOf = (channels: readonly WatchedChannelView[]): string => channels[0]?.zone ?? 'UTC'

/**
 * Plans the reminders of what is due that may be sent at `now`: by mail to owners with an account, where mails can be sent and `readers` are
 * given, and in Slack while a channel takes reminders, which is the switch for all of Slack. Sends those of Slack.
 */
export async function planOverdue(reader: Viewer, now: Date, readers: MailReaders | null = null): Promise<void> {
  const takesMail = readers !== null && canMail()
  const watched = await listWatchedChannels(reader)
  const channels = isSlackConnected() ? watched.filter(({ reminders }) => reminders) : []
  if (!takesMail && channels.length === 0) return sendReminders(reader, now)
  const known: Known = {
    lately: await readRemindedLately(reader, now),
    accounts: await listRemindedAccounts(reader),
    now,
  }
  const ways = new Map(known.accounts.map(({ userId, preference }) => [userId, waysOf(preference, takesMail)]))
  if (takesMail) await planMails(reader, readers, { ...known, ways, zone: zoneOf(watched) })
  if (channels.length > 0) await planSlack(reader, channels, { ...known, ways })
  await sendReminders(reader, now)
}

type Ways = { mail: boolean; slack: boolean }
type Lately = Awaited<ReturnType<typeof readRemindedLately>>
type Known = { lately: Lately; accounts: RemindedAccount[]; now: Date }

/** When each thing was last spoken of by either way: whoever changes from one to the other is not told of the same again. */
function lastByEither({ slack, email }: Lately): Map<string, Date> {
  const either = new Map(slack.remindedAt)
  for (const [id, at] of email.remindedAt) if (at > (either.get(id) ?? new Date(0))) either.set(id, at)
  return either
}

async function planMails(
  reader: Viewer,
  readers: MailReaders,
  { lately, accounts, ways, zone, now }: Known & { ways: ReadonlyMap<string, Ways>; zone: string },
): Promise<void> {
  const either = lastByEither(lately)
  const people = accounts.flatMap((account) => {
    const of = ways.get(account.userId)
    // Who has asked for both is told of the same by both.
    return of?.mail ? { account, remindedAt: of.slack ? lately.email.remindedAt : either } : []
  })
  await planDueMails(people, { reader, readers, zone, told: lately.email.told, now })
}

async function planSlack(
  reader: Viewer,
  channels: readonly WatchedChannelView[],
  { lately, accounts, ways, now }: Known & { ways: ReadonlyMap<string, Ways> },
): Promise<void> {
  const byName = new Map(accounts.flatMap((account) => account.names.map((name) => [name, account.userId] as const)))
  const waysOfOwner = (owner: string | null) => ways.get(byName.get(foldOwner(owner ?? '')) ?? '')
  const either = lastByEither(lately)
  const remindedAt = new Map<string, Date>()
  const items: OverdueItem[] = []
  for (const item of await listOverdue(reader, now)) {
    const last = (waysOfOwner(item.owner)?.mail ? lately.slack.remindedAt : either).get(item.id) ?? null
    if (waysOfOwner(item.owner)?.slack === false || !isDueAgain(last, now)) continue
    if (last) remindedAt.set(item.id, last)
    items.push(item)
  }
  const skills = (await listStaleSkills(reader, now)).flatMap(({ id, owners }) =>
    owners.flatMap((owner): OverdueItem[] => {
      const of = waysOfOwner(owner)
      const last = (of?.mail ? lately.slack.remindedAt : either).get(id) ?? null
      return of?.slack === false || (last !== null && last > skillCountsFrom(now)) ? [] : [{ id, owner, home: null }]
    }),
  )
  if (items.length + skills.length === 0) return
  const owners = new Set([...items, ...skills].flatMap(({ owner }) => owner ?? []))
  const people = await findPeople(reader, owners, zoneOf(channels))
  if (!people) return
  const { told } = lately.slack
  // Of a skill its owners are told and nobody in their stead.
  const owned = skills.filter(({ owner }) => people.get(owner ?? ''))
  const due = [...items, ...owned]
  await addOverdueReminders(planReminders({ items: due, people, channels, remindedAt, told, now }), now)
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
  if (reminder.kind === 'incident-reply') return replyText(reader, reminder, now)
  if (reminder.kind !== 'digest') return reminder.text
  const channel = (await listWatchedChannels(reader)).find(({ id }) => id === reminder.recipient)
  const digest = channel && (await digestOf(reader, channel, reminder.createdAt, now))
  return digest?.week === reminder.key ? digest.text : null
}

/**
 * A reply as it was written, since the message that it answers is not kept; null when it is no news any more, or names something that the
 * channel may not read (any more), or that is gone.
 */
async function replyText(reader: Viewer, { key, about, text }: ClaimedReminder, now: Date): Promise<string | null> {
  return isNews(key, now) && (await mayBeTold(reader, about)) ? text : null
}

/** Tells of what is overdue and of skills that go stale when it is sent, not when it was planned; null when nothing is any more. */
async function overdueText(reader: Viewer, { recipient, about }: ClaimedReminder, now: Date): Promise<string | null> {
  const items = (await readActionItems(reader, about, now)).filter(({ overdue }) => overdue)
  const skills = (await listStaleSkills(reader, now)).filter(({ id }) => about.includes(id))
  if (items.length + skills.length === 0) return null
  return writeOverdue({ items, skills }, /^[UW]/.test(recipient) ? 'person' : 'channel', places())
}
