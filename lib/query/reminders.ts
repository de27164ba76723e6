import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { SKILL_QUIET_DAYS } from '@/lib/domain/reminder-mails'
import { localDay, QUIET_DAYS, type OverdueItem } from '@/lib/domain/reminders'
import { ReminderKindSchema, ReminderStateSchema, type ReminderView } from '@/lib/schema/reminder'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'

/** Reminders in the list of the settings: the last of them, and failures for as long as they are among the last. */
const SHOWN = 50
/** Overdue action items that are looked at, the longest overdue first. */
const MOST = 1_000

/** What was told unasked in Slack and what is about to be: what needs a person first, then newest first. */
export async function listReminders(viewer: Viewer): Promise<ReminderView[]> {
  assertCan(viewer, 'read')
  return readRows({ channelKind: 'slack' })
}

/** What was sent to the viewer by mail lately and what is about to be: what needs a person first, then newest first. */
export async function listOwnMails(viewer: Viewer): Promise<ReminderView[]> {
  assertCan(viewer, 'read')
  return viewer.userId === null ? [] : readRows({ channelKind: 'email', recipient: viewer.userId })
}

/** Mails to anybody that failed or may not have arrived, newest first: for administrators. */
export async function listTroubledMails(viewer: Viewer): Promise<ReminderView[]> {
  assertCan(viewer, 'admin')
  return readRows({ channelKind: 'email', state: { in: ['failed', 'unsure'] } })
}

async function readRows(where: Prisma.ReminderWhereInput): Promise<ReminderView[]> {
  const rows = await database.reminder.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: SHOWN })
  const views = rows.map(({ id, kind, toName, state, dueAt, sentAt, error }) => ({
    id,
    kind: ReminderKindSchema.parse(kind),
    toName,
    state: ReminderStateSchema.parse(state),
    dueAt: isoInstant(dueAt),
    sentAt: isoInstant(sentAt),
    error,
  }))
  const needsPerson = ({ state }: ReminderView) => state === 'failed' || state === 'unsure'
  return views.sort((a, b) => Number(needsPerson(b)) - Number(needsPerson(a)))
}

const OverdueSchema = z.object({ id: z.string(), owner: z.string().nullable(), home: z.string().nullable() })

/**
 * Overdue action items that the viewer may read, each with the watched channel in which its incident or skill was discussed (a thread is one source with
 * what was made of it); null where there is none with reminders.
 */
export async function listOverdue(viewer: Viewer, now: Date): Promise<OverdueItem[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT a."id", a."owner", (
      SELECT w."id" FROM "Thread" t JOIN "WatchedChannel" w ON w."id" = t."channelId" AND w."reminders"
      WHERE t."sourceId" IN (
        SELECT p."sourceId" FROM "Postmortem" p WHERE p."incidentId" = a."incidentId"
        UNION ALL SELECT r."sourceId" FROM "SkillRevision" r WHERE r."skillId" = a."skillId"
      ) AND ${visible(viewer, Prisma.sql`t."id"`)} ORDER BY t."startedAt" DESC NULLS LAST, w."id" LIMIT 1
    ) AS "home"
    FROM "ActionItem" a
    WHERE (a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked')) AND a."due" < ${isoDate(now)}::date
      AND ${visible(viewer, Prisma.sql`a."id"`)}
    ORDER BY a."due", a."id" LIMIT ${MOST}`
  return z.array(OverdueSchema).parse(rows)
}

/**
 * Whether all of these incidents, skills and action items are there and the viewer may read them; false for none of them. What was written
 * of them before is told only then.
 */
export async function mayBeTold(viewer: Viewer, ids: readonly string[]): Promise<boolean> {
  assertCan(viewer, 'read')
  const asked = [...new Set(ids)]
  if (asked.length === 0) return false
  const found = await database.$queryRaw<{ id: string }[]>`
    SELECT asked."id" FROM unnest(${asked}::text[]) AS asked("id")
    WHERE (EXISTS (SELECT 1 FROM "Incident" i WHERE i."id" = asked."id") OR EXISTS (SELECT 1 FROM "Skill" s WHERE s."id" = asked."id")
      OR EXISTS (SELECT 1 FROM "ActionItem" a WHERE a."id" = asked."id")) AND ${visible(viewer, Prisma.sql`asked."id"`)}`
  return found.length === asked.length
}

const ToldSchema = z.object({
  channelKind: z.enum(['slack', 'email']),
  recipient: z.string(),
  key: z.string(),
  zone: z.string(),
  about: z.array(z.string()),
  at: z.date(),
  arrives: z.date(),
})

/** What was told by one way: when each thing was last spoken of, and the messages that there are, as `recipient/day`. */
export type ToldLately = { remindedAt: Map<string, Date>; told: Set<string> }

/**
 * What was told lately of things that are due, by way. A message counts for the day for which it was planned and, when it had to
 * wait, the day on which it arrives. One that failed has told nobody of its things, but is not tried again on its day.
 */
export async function readRemindedLately(viewer: Viewer, now: Date): Promise<{ slack: ToldLately; email: ToldLately }> {
  assertCan(viewer, 'read')
  const since = new Date(now.getTime() - (Math.max(QUIET_DAYS, SKILL_QUIET_DAYS) + 1) * 86_400_000)
  const rows = await database.$queryRaw`
    SELECT "channelKind", "recipient", "key", "zone", coalesce("sentAt", "dueAt") AS "arrives", CASE WHEN "state" = 'failed' THEN '{}' ELSE "about" END AS "about",
      greatest("createdAt", "triedAt") AS "at"
    FROM "Reminder" WHERE "kind" IN ('overdue', 'due') AND greatest("createdAt", "triedAt") > ${since} ORDER BY "at"`
  const lately = { slack: nothingTold(), email: nothingTold() }
  for (const { channelKind, recipient, key, zone, about, at, arrives } of z.array(ToldSchema).parse(rows)) {
    const { remindedAt, told } = lately[channelKind]
    for (const id of about) remindedAt.set(id, at)
    told.add(`${recipient}/${key}`).add(`${recipient}/${localDay(zone, arrives)}`)
  }
  return lately
}

const nothingTold = (): ToldLately => ({ remindedAt: new Map(), told: new Set() })

/** Slack's ids of those who want no reminders. */
export async function listRefusals(viewer: Viewer): Promise<Set<string>> {
  assertCan(viewer, 'read')
  const rows = await database.reminderRefusal.findMany({ where: { channelKind: 'slack' }, select: { recipient: true } })
  return new Set(rows.map(({ recipient }) => recipient))
}

/**
 * E-mail addresses of action items' owners: one that is an address itself, or the name or the first part of the address of one
 * account here. Whoever is nobody here, or could be two, is not in it.
 */
export async function findOwnerAddresses(viewer: Viewer, owners: Iterable<string>): Promise<Map<string, string>> {
  assertCan(viewer, 'read')
  const users = await database.user.findMany({ where: { email: { not: null } }, select: { name: true, email: true } })
  const byName = new Map<string, Set<string>>()
  for (const { name, email } of users) {
    if (email === null) continue
    for (const word of [name, email, email.slice(0, email.indexOf('@'))]) {
      const key = fold(word ?? '')
      if (key !== '') byName.set(key, (byName.get(key) ?? new Set()).add(email))
    }
  }
  const found = new Map<string, string>()
  for (const owner of owners) {
    const [email, other] = byName.get(fold(owner)) ?? []
    if (email !== undefined && other === undefined) found.set(owner, email)
    else if (email === undefined && z.email().safeParse(owner.trim()).success) found.set(owner, owner.trim())
  }
  return found
}

const fold = (name: string) => name.trim().replace(/^@/, '').toLowerCase()
