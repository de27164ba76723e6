import { DateTime } from 'luxon'
import type { RemindedPerson } from '@/lib/schema/reminder'
import { clockOf, isWithinHours, nextWithinHours, USUAL_HOURS } from './reminder-hours'

const DAY_MS = 86_400_000
/** An action item is not spoken of again before so many days have passed, whoever was reminded of it. */
export const QUIET_DAYS = 7
/** A digest that could not be sent at its hour (nobody was running) is still sent for so long. */
const DIGEST_PATIENCE_MS = DAY_MS

/** A conversation that began longer ago has people at work who know more than a reply would tell. */
const NEWS_MS = 3_600_000

/** Whether a message of Slack (its ts, seconds with a fraction) is still answered unasked at `now`. */
export const isNews = (ts: string, now: Date): boolean => now.getTime() - Number(ts) * 1000 <= NEWS_MS

/** An unfinished action item whose due date has passed; `home` is the watched channel in which its incident was discussed. */
export type OverdueItem = { id: string; owner: string | null; home: string | null }

/** A watched channel in which reminders are switched on. */
export type ReminderChannel = { id: string; name: string; zone: string }

/** What is to be told to whom in one message; `key` is the recipient's own day ("2026-11-23"). */
export type PlannedReminder = { recipient: string; toName: string; zone: string; key: string; items: string[] }

/** The date on a clock of `zone` (IANA; UTC when there is no such zone), as `2026-11-23`. */
export function localDay(zone: string, now: Date): string {
  return clockOf(zone, now).toFormat('yyyy-MM-dd')
}

/** Whether a reminder may be sent at `now` to somebody on a clock of `zone` (IANA; UTC when there is no such zone). */
export function isSendingHour(zone: string, now: Date): boolean {
  return isWithinHours({ ...USUAL_HOURS, zone }, now)
}

/** The first instant from `now` on at which a reminder may be sent on a clock of `zone`: `now` itself within the hours. */
export function nextSendingTime(zone: string, now: Date): Date {
  return nextWithinHours({ ...USUAL_HOURS, zone }, now) ?? now
}

/**
 * Who is to be reminded now of which overdue items: their owners, or where an owner is not known the channel in which the
 * incident was discussed, or else the channel that has been watched for longest (the first of `channels`). Nobody is reminded
 * outside of their hours or who wants no reminders, nobody twice on one day, and of no item twice within `QUIET_DAYS`.
 * `remindedAt`: when each item was last spoken of; `told`: `recipient/day` of the messages that there are.
 */
export function planReminders(known: {
  items: readonly OverdueItem[]
  /** By the owner as the item names it; null or missing: nobody in Slack is known by that name. */
  people: ReadonlyMap<string, RemindedPerson | null>
  channels: readonly ReminderChannel[]
  remindedAt: ReadonlyMap<string, Date>
  told: ReadonlySet<string>
  now: Date
}): PlannedReminder[] {
  const { items, people, channels, now } = known
  const planned = new Map<string, PlannedReminder>()
  for (const item of items) {
    if (!isDueAgain(known.remindedAt.get(item.id) ?? null, now)) continue
    const to = recipientOf(item, people, channels)
    if (!to || !isSendingHour(to.zone, now)) continue
    const key = localDay(to.zone, now)
    if (known.told.has(`${to.recipient}/${key}`)) continue
    const message = planned.get(to.recipient) ?? { ...to, key, items: [] }
    if (!message.items.includes(item.id)) message.items.push(item.id)
    planned.set(to.recipient, message)
  }
  return [...planned.values()]
}

/** Whether an item that was last spoken of at `last` may be spoken of at `now`. */
export function isDueAgain(last: Date | null, now: Date): boolean {
  return last === null || now.getTime() - last.getTime() >= QUIET_DAYS * DAY_MS
}

/** Null when nobody is to be told: the owner wants no reminders, or no channel takes them. */
function recipientOf(
  { owner, home }: OverdueItem,
  people: ReadonlyMap<string, RemindedPerson | null>,
  channels: readonly ReminderChannel[],
): Omit<PlannedReminder, 'key' | 'items'> | null {
  const person = owner === null ? null : (people.get(owner) ?? null)
  if (person) return person.refused ? null : { recipient: person.id, toName: person.name, zone: person.zone }
  const channel = channels.find(({ id }) => id === home) ?? channels[0]
  return channel ? { recipient: channel.id, toName: `#${channel.name}`, zone: channel.zone } : null
}

/** When a channel's digest is sent: ISO weekday (1 is Monday) and hour on a clock of `zone` (IANA). */
export type DigestTime = { weekday: number; hour: number; zone: string }
/** A digest: `week` ("2026-W48") names it, `from` and `to` bound what it tells of, half-open; `to` is when it is due. */
export type DigestPeriod = { week: string; from: Date; to: Date }

/**
 * The digest that is due at `now`, or null. It tells of the seven days on the channel's calendar before its hour, so that a
 * week with a change of the clocks has 167 or 169 hours and none is lost. Null also for a digest that became due before the
 * channel was watched (`since`), and more than a day ago: it would be no news.
 */
export function findDueDigest({ weekday, hour, zone }: DigestTime, since: Date, now: Date): DigestPeriod | null {
  const local = clockOf(zone, now)
  // The hour is set on the day itself: one that its clocks leave out is read as the one after it.
  const on = (day: DateTime) => day.set({ hour, minute: 0, second: 0, millisecond: 0 })
  let day = local.plus({ days: weekday - local.weekday })
  if (on(day).toMillis() > now.getTime()) day = day.minus({ weeks: 1 })
  const due = on(day)
  const to = due.toJSDate()
  if (to <= since || now.getTime() - to.getTime() >= DIGEST_PATIENCE_MS) return null
  return { week: due.toFormat("kkkk-'W'WW"), from: on(day.minus({ weeks: 1 })).toJSDate(), to }
}

/** Whether a clock has this zone (IANA, "Europe/Berlin"). */
export function isZone(zone: string): boolean {
  return DateTime.fromMillis(0, { zone }).isValid
}
