import type { ReminderPreference } from '@/lib/schema/reminder-preference'
import { isWithinHours, USUAL_HOURS, type ReminderHours } from './reminder-hours'
import { localDay, QUIET_DAYS } from './reminders'

const DAY_MS = 86_400_000
/** An item is soon due from so many days before its date on. */
export const SOON_DAYS = 3
/** A skill that goes stale is spoken of again after so many days: to verify it takes longer than to close an item. */
export const SKILL_QUIET_DAYS = 28

/**
 * By which ways somebody is told of what is theirs. By those that they have chosen, as far as they can be reached; who has chosen nothing
 * is told by mail where mails can be sent, else in Slack: never by both without having asked for it.
 */
export function waysOf(
  preference: Pick<ReminderPreference, 'byMail' | 'bySlack'> | null,
  canMail: boolean,
): { mail: boolean; slack: boolean } {
  if (preference === null) return { mail: canMail, slack: !canMail }
  return { mail: preference.byMail && canMail, slack: preference.bySlack }
}

/** The hours of somebody: those they have chosen, on their clock, or on `zone` where that is not known. */
export function hoursOf(preference: ReminderPreference | null, zone: string): ReminderHours {
  if (!preference) return { ...USUAL_HOURS, zone }
  const { fromHour, toHour, weekdays } = preference
  return { fromHour, toHour, weekdays, zone: preference.zone ?? zone }
}

/** An unfinished action item with a due date ("2026-11-23"). */
export type DatedItem = { id: string; due: string; overdue: boolean }

/** The last due date that counts as soon at `now` on a clock of `zone`, as `2026-11-26`. */
export function soonUntil(zone: string, now: Date): string {
  const today = new Date(`${localDay(zone, now)}T00:00:00Z`)
  return new Date(today.getTime() + SOON_DAYS * DAY_MS).toISOString().slice(0, 10)
}

/**
 * From when on telling of an item counts, so that it is not told again at `now`: the last `QUIET_DAYS`; and once it is overdue only what
 * was said after its date, as "soon due" and "overdue" are two things to be told.
 */
export function countsFrom({ due, overdue }: DatedItem, now: Date): Date {
  const quiet = now.getTime() - QUIET_DAYS * DAY_MS
  const dayAfter = new Date(`${due}T00:00:00Z`).getTime() + DAY_MS
  return new Date(overdue ? Math.max(quiet, dayAfter) : quiet)
}

/** From when on telling of a skill that goes stale counts. */
export const skillCountsFrom = (now: Date): Date => new Date(now.getTime() - SKILL_QUIET_DAYS * DAY_MS)

/** Somebody, with what is theirs: action items that are due or soon due, and ids of skills that go stale. */
export type MailedPerson = {
  userId: string
  name: string
  hours: ReminderHours
  items: readonly DatedItem[]
  skills: readonly string[]
}

/** One mail: of which things, each with the instant from which on having been told of it counts. `key` is the recipient's day. */
export type PlannedMail = {
  recipient: string
  toName: string
  zone: string
  key: string
  about: { id: string; countsFrom: Date }[]
}

/**
 * Who is to be sent a mail now, of what. Nobody outside of their hours, nobody twice on a day of theirs, and of nothing again that they
 * have been told of lately. `remindedAt`: when each thing was last spoken of to its owner; `told`: `recipient/day` of the mails there are.
 */
export function planMails(known: {
  people: readonly MailedPerson[]
  remindedAt: ReadonlyMap<string, Date>
  told: ReadonlySet<string>
  now: Date
}): PlannedMail[] {
  const { people, remindedAt, told, now } = known
  return people.flatMap((person): PlannedMail[] => {
    const { userId: recipient, name: toName, hours } = person
    const { zone } = hours
    const key = localDay(zone, now)
    if (!isWithinHours(hours, now) || told.has(`${recipient}/${key}`)) return []
    const about = [
      ...person.items.map((item) => ({ id: item.id, countsFrom: countsFrom(item, now) })),
      ...person.skills.map((id) => ({ id, countsFrom: skillCountsFrom(now) })),
    ].filter((one) => !((remindedAt.get(one.id)?.getTime() ?? -Infinity) > one.countsFrom.getTime()))
    return about.length === 0 ? [] : [{ recipient, toName, zone, key, about }]
  })
}

/** Minutes until a mail that was not taken is tried again: twice as long each time, four hours at most. `attempts` begins at 1. */
export function mailPauseMinutes(attempts: number): number {
  return Math.min(2 ** attempts, 240)
}
