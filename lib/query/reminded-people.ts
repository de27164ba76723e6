import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { DatedItem } from '@/lib/domain/reminder-mails'
import { ReminderPreferenceSchema, type ReminderPreference } from '@/lib/schema/reminder-preference'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate } from './dates'
import { listStaleSkills } from './skill-trust'

/** Items of one person that are looked at, the longest overdue first. */
const MOST_ITEMS = 500

/** Somebody with an account who can be told of what is theirs; `names`: as owners are written, in small letters, theirs alone. */
export type RemindedAccount = {
  userId: string
  name: string
  email: string
  names: string[]
  preference: ReminderPreference | null
}

/** How an owner is compared with names: without the sign for a mention, in small letters. */
export const foldOwner = (name: string): string => name.trim().replace(/^@/, '').toLowerCase()

const ACCOUNT = { id: true, name: true, email: true, kind: true, disabledAt: true, reminding: true } as const

/**
 * Everybody who can sign in and has an e-mail address, each with the names that are theirs alone: the account's name, its address and the
 * first part of that. A name of two accounts is nobody's.
 */
export async function listRemindedAccounts(viewer: Viewer): Promise<RemindedAccount[]> {
  assertCan(viewer, 'read')
  const users = await database.user.findMany({
    where: { email: { not: null } },
    select: ACCOUNT,
    orderBy: { id: 'asc' },
  })
  const wordsOf = ({ name, email }: { name: string | null; email: string | null }) =>
    new Set([name ?? '', email ?? '', (email ?? '').replace(/@.*/, '')].map(foldOwner).filter(Boolean))
  const count = new Map<string, number>()
  for (const user of users) for (const word of wordsOf(user)) count.set(word, (count.get(word) ?? 0) + 1)
  return users
    .filter(({ kind, disabledAt }) => kind === 'person' && disabledAt === null)
    .map((user) => ({
      userId: user.id,
      name: user.name ?? user.email ?? '',
      email: user.email ?? '',
      names: [...wordsOf(user)].filter((word) => count.get(word) === 1),
      preference: user.reminding && ReminderPreferenceSchema.parse(user.reminding),
    }))
}

/** The account with this id as it may be reminded; null when it is gone, disabled, or has no address. */
export async function findRemindedAccount(viewer: Viewer, userId: string): Promise<RemindedAccount | null> {
  return (await listRemindedAccounts(viewer)).find((account) => account.userId === userId) ?? null
}

/** The viewer's own preference; null when they have none. */
export async function findReminderPreference(viewer: Viewer): Promise<ReminderPreference | null> {
  assertCan(viewer, 'read')
  if (viewer.userId === null) return null
  const row = await database.reminderPreference.findUnique({ where: { userId: viewer.userId } })
  return row && ReminderPreferenceSchema.parse(row)
}

const OwnersSchema = z.array(z.object({ owner: z.string() }))

/** Owners, as `foldOwner` writes them, of unfinished action items that are due until a day ("2026-11-26") and of skills. */
export async function listOwnersToRemind(viewer: Viewer, until: string): Promise<Set<string>> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT DISTINCT a."owner" FROM "ActionItem" a
    WHERE (a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked')) AND a."due" <= ${until}::date AND a."owner" IS NOT NULL
    UNION SELECT DISTINCT unnest(s."owners") FROM "Skill" s WHERE s."stage" = 'published'`
  return new Set(OwnersSchema.parse(rows).map(({ owner }) => foldOwner(owner)))
}

const OWNER = Prisma.sql`lower(ltrim(btrim(a."owner"), '@'))`
const DatedSchema = z.array(z.object({ id: z.string(), due: z.date() }))

/**
 * Unfinished action items of an owner, of those that the viewer may read, that are due until a day ("2026-11-26"), the longest overdue
 * first. `names`: as `foldOwner` writes them.
 */
export async function listDueOf(viewer: Viewer, names: string[], until: string, now: Date): Promise<DatedItem[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT a."id", a."due" FROM "ActionItem" a
    WHERE (a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked')) AND a."due" <= ${until}::date
      AND ${OWNER} = ANY(${names}) AND ${visible(viewer, Prisma.sql`a."id"`)}
    ORDER BY a."due", a."id" LIMIT ${MOST_ITEMS}`
  const today = isoDate(now)
  return DatedSchema.parse(rows).map(({ id, due }) => ({ id, due: isoDate(due), overdue: isoDate(due) < today }))
}

/** Skills of an owner that are stale or soon will be, of those that the viewer may read. `names`: as `foldOwner` writes them. */
export async function listStaleSkillsOf(viewer: Viewer, names: string[], now: Date) {
  // Most people own none, and what a skill can be trusted takes a while to find out.
  const owned = await database.$queryRaw<unknown[]>`
    SELECT 1 FROM "Skill" s, unnest(s."owners") AS o("owner")
    WHERE s."stage" = 'published' AND lower(ltrim(btrim(o."owner"), '@')) = ANY(${names}) LIMIT 1`
  if (owned.length === 0) return []
  const skills = await listStaleSkills(viewer, now)
  return skills.filter(({ owners }) => owners.some((owner) => names.includes(foldOwner(owner))))
}
