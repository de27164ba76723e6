import { hiddenAmong } from '@/lib/access'
import { isWithinHours, nextWithinHours } from '@/lib/domain/reminder-hours'
import { hoursOf, planMails, soonUntil } from '@/lib/domain/reminder-mails'
import { findDueDigest, localDay } from '@/lib/domain/reminders'
import { env } from '@/lib/env'
import { deliverMail } from '@/lib/integrations/mail/deliver-mail'
import { dueMail, weekMail, type MailPlaces, type WrittenMail } from '@/lib/integrations/mail/reminder-mail'
import { readPersonalDue, readPersonalWeek } from '@/lib/query/personal-due'
import {
  listDueOf,
  listOwnersToRemind,
  listRemindedAccounts,
  listStaleSkillsOf,
  type RemindedAccount,
} from '@/lib/query/reminded-people'
import { hrefOf } from '@/lib/render/links'
import { formatDay } from '@/lib/render/time'
import type { PersonalDue } from '@/lib/schema/reminder-mail'
import type { Unsubscribe } from '@/lib/schema/reminder-preference'
import type { Viewer } from '@/lib/schema/viewer'
import {
  addDueMails,
  addMail,
  claimMail,
  delayMail,
  giveUpLostMails,
  hasMail,
  postponeMail,
  wakeMailerNow,
  type ClaimedMail,
} from '@/lib/store/mail-reminders'
import { dropReminder, recordReminder } from '@/lib/store/reminders'

/** Mails that one run sends: the rest is sent by the next, so that no run takes longer than a lost one is waited for. */
const AT_ONCE = 10
/** Days of what is due that a week tells of. */
const WEEK_DAYS = 7

/** Through whose eyes each mail is written, and the address that switches such mails off. */
export type MailReaders = {
  viewerOf: (userId: string) => Promise<Viewer | null>
  unsubscribe: (userId: string, what: Unsubscribe) => string
}

/** Whether mails can be sent: an SMTP server is configured. */
export const canMail = (): boolean => env().SMTP_URL !== undefined && env().MAIL_FROM !== undefined

/** Plans the mails of what is due at `now` to these accounts, each of what its owner may read, and wakes whoever sends them. */
export async function planDueMails(
  people: readonly { account: RemindedAccount; remindedAt: ReadonlyMap<string, Date> }[],
  known: { reader: Viewer; readers: MailReaders; zone: string; told: ReadonlySet<string>; now: Date },
): Promise<void> {
  const { reader, readers, zone, told, now } = known
  // The furthest day that is soon anywhere: it is tomorrow in some zones.
  const owners = await listOwnersToRemind(reader, soonUntil('Pacific/Kiritimati', now))
  for (const { account, remindedAt } of people) {
    const { userId, name, names } = account
    const hours = hoursOf(account.preference, zone)
    if (!names.some((one) => owners.has(one)) || !isWithinHours(hours, now)) continue
    if (told.has(`${userId}/${localDay(hours.zone, now)}`)) continue
    const viewer = await readers.viewerOf(userId)
    if (!viewer) continue
    const items = await listDueOf(viewer, names, soonUntil(hours.zone, now), now)
    const skills = (await listStaleSkillsOf(viewer, names, now)).map(({ id }) => id)
    await addDueMails(planMails({ people: [{ userId, name, hours, items, skills }], remindedAt, told, now }), now)
  }
}

/** Plans the weekly mails that are due at `now`, to those who want one and have something to be told. */
export async function planWeekMails(reader: Viewer, readers: MailReaders, zone: string, now: Date): Promise<void> {
  if (!canMail()) return
  for (const account of await listRemindedAccounts(reader)) {
    if (!account.preference?.digest) continue
    const period = weekOf(account, zone, now)
    const viewer = period && (await readers.viewerOf(account.userId))
    if (!viewer) continue
    const mail = { recipient: account.userId, kind: 'week', key: period.week } as const
    if (await hasMail(mail)) continue
    const clock = account.preference.zone ?? zone
    if (!(await writeWeek(account, { period, zone: clock }, viewer, { readers, now }))) continue
    await addMail({ ...mail, toName: account.name, zone: clock }, now)
  }
}

function weekOf({ preference }: RemindedAccount, zone: string, at: Date) {
  if (!preference) return null
  const { digestWeekday: weekday, digestHour: hour } = preference
  return findDueDigest({ weekday, hour, zone: preference.zone ?? zone }, new Date(0), at)
}

type Week = NonNullable<ReturnType<typeof weekOf>>

async function writeWeek(
  { userId, names }: RemindedAccount,
  { period, zone }: { period: Week; zone: string },
  viewer: Viewer,
  { readers, now }: { readers: MailReaders; now: Date },
): Promise<WrittenMail | null> {
  const until = localDay(zone, new Date(now.getTime() + WEEK_DAYS * 86_400_000))
  const week = await readPersonalWeek(viewer, { names, until }, period, now)
  const days = `${formatDay(localDay(zone, period.from))} to ${formatDay(localDay(zone, period.to))}`
  return weekMail(week, days, { places: placesFor(readers.unsubscribe(userId, 'digest')) })
}

function placesFor(unsubscribe: string): MailPlaces {
  const { baseUrl } = env()
  return {
    item: (id) => `${baseUrl}${hrefOf('action-item', id)}`,
    skill: (slug) => `${baseUrl}${hrefOf('skill', slug)}`,
    incident: (slug) => `${baseUrl}${hrefOf('incident', slug)}`,
    mine: `${baseUrl}/action-items?status=unfinished&sort=due&dir=asc`,
    stale: `${baseUrl}/skills`,
    incidents: `${baseUrl}/incidents`,
    settings: `${baseUrl}/settings/reminders`,
    unsubscribe,
  }
}

/**
 * Sends the mails that are due at `now`, each once, whichever processes do so at the same time. What is not sent stays in the ledger with
 * the reason. Stops when the server is away: the queue wakes up again when the next is due.
 */
export async function sendMails(reader: Viewer, readers: MailReaders, now: Date): Promise<void> {
  if (!canMail()) return
  await giveUpLostMails(now)
  const first = await claimMail(now)
  if (!first) return
  const accounts = new Map((await listRemindedAccounts(reader)).map((account) => [account.userId, account]))
  let mail: ClaimedMail | null = first
  for (let sent = 1; mail; sent++) {
    const account = accounts.get(mail.recipient)
    if (!(await sendMail(mail, account ?? null, { reader, readers, now }))) return
    if (sent === AT_ONCE) return wakeMailerNow()
    mail = await claimMail(now)
  }
}

type Sending = { reader: Viewer; readers: MailReaders; now: Date }

/** False when the server is away. */
async function sendMail(mail: ClaimedMail, account: RemindedAccount | null, sending: Sending): Promise<boolean> {
  const { readers, now } = sending
  const viewer = account && (await readers.viewerOf(account.userId))
  if (!viewer) return forget(mail)
  const hours = hoursOf(account.preference, mail.zone)
  if (mail.kind === 'due' && !isWithinHours(hours, now)) {
    const next = nextWithinHours(hours, now)
    if (!next) return forget(mail)
    await delayMail(mail, next)
    return true
  }
  const written = await writeNow(mail, account, viewer, sending)
  if (!written) return forget(mail)
  return deliver(mail, account, written, sending)
}

async function forget({ id }: ClaimedMail): Promise<boolean> {
  await dropReminder(id)
  return true
}

async function deliver(
  mail: ClaimedMail,
  account: RemindedAccount,
  written: WrittenMail,
  { readers, now }: Sending,
): Promise<boolean> {
  const { SMTP_URL: url, MAIL_FROM: from, baseUrl } = env()
  if (url === undefined || from === undefined) return false
  const id = `reminder.${mail.id}@${new URL(baseUrl).hostname}`
  const unsubscribe = readers.unsubscribe(account.userId, mail.kind === 'week' ? 'digest' : 'reminders')
  const delivered = await deliverMail({ url, from }, { to: account.email, id, unsubscribe, ...written })
  if (delivered.state === 'again') {
    await postponeMail(mail, delivered.error, now)
    return !delivered.away
  }
  // What it said is not kept: it may tell of what its reader may not read any more.
  await recordReminder(mail.id, { text: null, ...delivered }, now)
  return true
}

/** What is told is written when it is sent: what is done, or hidden from its reader, meanwhile is not. Null when nothing is left. */
async function writeNow(
  mail: ClaimedMail,
  account: RemindedAccount,
  viewer: Viewer,
  { reader, readers, now }: Sending,
): Promise<WrittenMail | null> {
  if (mail.kind === 'week') {
    const period = weekOf(account, mail.zone, mail.createdAt)
    return period?.week === mail.key ? writeWeek(account, { period, zone: mail.zone }, viewer, { readers, now }) : null
  }
  const asked = { names: account.names, until: soonUntil(mail.zone, now) }
  const due = await readPersonalDue(viewer, asked, mail.kind === 'now' ? null : mail.about, now)
  const places = placesFor(readers.unsubscribe(account.userId, 'reminders'))
  return dueMail(due, { places, secrets: await findSecrets(reader, due), asked: mail.kind === 'now' })
}

/** Which of the things not everybody with an account may read. */
async function findSecrets(everybody: Viewer, { overdue, soon }: PersonalDue): Promise<ReadonlySet<string>> {
  return hiddenAmong(
    everybody,
    [...overdue, ...soon].map(({ id }) => id),
  )
}
