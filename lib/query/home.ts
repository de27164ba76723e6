import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { STALE_AFTER_DAYS } from '@/lib/domain/confidence'
import { assertCan } from '@/lib/domain/permissions'
import { ActionItemFilterSchema, type ActionItemView } from '@/lib/schema/action-item'
import { HomeViewSchema, type HomeView } from '@/lib/schema/home'
import { IncidentFilterSchema } from '@/lib/schema/incident'
import type { Viewer } from '@/lib/schema/viewer'
import { findDebtCandidates } from './action-item-selection'
import { findActionItemIds, readActionItems } from './action-items'
import { listIncidents } from './incidents'
import { listPatterns } from './patterns'
import { unresolved } from './references'
import { listSkills } from './skills'
import { inOrderOf } from './sql'

/** Rows in each list of the home page. */
const SHOWN = 6
/** Oldest items among which those with the heaviest debt are looked for. */
const WEIGHED = 60

const TotalsSchema = z.tuple([HomeViewSchema.shape.totals])

async function readTotals(viewer: Viewer): Promise<HomeView['totals']> {
  const rows = await database.$queryRaw`
    SELECT
      (SELECT count(*)::int FROM "Incident" i WHERE NOT i."stub" AND ${visible(viewer, Prisma.sql`i."id"`)}) AS "incidents",
      (SELECT count(*)::int FROM "Incident" i WHERE i."stub" AND ${visible(viewer, Prisma.sql`i."id"`)}) AS "stubs",
      (SELECT count(*)::int FROM "Skill" s WHERE ${visible(viewer, Prisma.sql`s."id"`)}) AS "skills",
      (SELECT count(*)::int FROM "Pattern") AS "patterns",
      (SELECT count(*)::int FROM "ActionItem" a WHERE (a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked'))
        AND ${visible(viewer, Prisma.sql`a."id"`)}) AS "openActionItems",
      (SELECT count(DISTINCT r."target")::int FROM "Reference" r WHERE ${unresolved(viewer)}) AS "unresolvedReferences"`
  return TotalsSchema.parse(rows)[0]
}

/** Whether there is no incident and no skill that the viewer may read: pages then say what they are for, and offer the import. */
export async function isNothingStored(viewer: Viewer): Promise<boolean> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw<object[]>`
    SELECT 1 WHERE NOT EXISTS (SELECT FROM "Incident" i WHERE ${visible(viewer, Prisma.sql`i."id"`)})
      AND NOT EXISTS (SELECT FROM "Skill" s WHERE ${visible(viewer, Prisma.sql`s."id"`)})`
  return rows.length > 0
}

/** Most recurrences first, then those that were open longest. */
function byDebt(a: ActionItemView, b: ActionItemView): number {
  const [first, second] = [a.debt, b.debt]
  if (!first || !second) return Number(second !== null) - Number(first !== null)
  return second.recurrences.length - first.recurrences.length || second.openDays - first.openDays
}

/** The items that may need attention, in three orders; one that stands in several is read once. */
async function readUrgent(viewer: Viewer, now: Date) {
  const find = (filter: z.input<typeof ActionItemFilterSchema>) =>
    findActionItemIds(viewer, ActionItemFilterSchema.parse(filter), now)
  const [indebted, overdue, oldest] = await Promise.all([
    findDebtCandidates(viewer, WEIGHED),
    find({ overdue: 'true', sort: 'due', dir: 'asc', size: 2 * SHOWN }),
    find({ status: 'unfinished', sort: 'age', size: 3 * SHOWN }),
  ])
  const items = await readActionItems(viewer, [...new Set([...indebted, ...overdue, ...oldest])], now)
  return {
    indebted: inOrderOf(indebted, items).filter((item) => item.debt !== null),
    overdue: inOrderOf(overdue, items),
    oldest: inOrderOf(oldest, items).filter((item) => item.ageDays !== null),
  }
}

/** What needs attention now, the most urgent first; an item stands in one list only. */
export async function readHome(viewer: Viewer, now: Date = new Date()): Promise<HomeView> {
  assertCan(viewer, 'read')
  const staleBefore = new Date(now.getTime() - STALE_AFTER_DAYS * 24 * 60 * 60 * 1000)
  const [urgent, staleSkills, recent, patterns, totals] = await Promise.all([
    readUrgent(viewer, now),
    listSkills(viewer, { staleBefore, take: SHOWN }, now),
    listIncidents(viewer, IncidentFilterSchema.parse({ size: SHOWN })),
    listPatterns(viewer),
    readTotals(viewer),
  ])
  const shown = new Set<string>()
  const pick = (items: ActionItemView[]) => {
    const picked = items.filter((item) => !shown.has(item.id)).slice(0, SHOWN)
    for (const item of picked) shown.add(item.id)
    return picked
  }
  return {
    debt: pick(urgent.indebted.sort(byDebt)),
    overdue: pick(urgent.overdue),
    ageing: pick(urgent.oldest),
    staleSkills,
    recentIncidents: recent.items,
    recurringPatterns: patterns.filter((pattern) => pattern.incidents >= 2).slice(0, SHOWN),
    totals,
  }
}
