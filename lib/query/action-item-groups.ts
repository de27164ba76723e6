import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visibleAmongMany } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { overdueOn } from './action-item-selection'

/** Unfinished action items of one pattern or service: `value` is what the filter of that name takes. */
const GroupSchema = z.object({ value: z.string(), label: z.string(), total: z.number(), overdue: z.number() })
export type ItemGroup = z.infer<typeof GroupSchema>

/** Groups that are listed, the largest first. */
const LISTED = 60

const PATTERNS = Prisma.sql`SELECT p."slug" AS "value", p."title" AS "label", a."id" FROM "ActionItem" a
  JOIN "Match" m ON coalesce(m."incidentId", m."skillId") = coalesce(a."incidentId", a."skillId") AND m."state" <> 'rejected'
  JOIN "Pattern" p ON p."id" = m."patternId"`
const SERVICES = Prisma.sql`SELECT lower(named) AS "value", named AS "label", a."id" FROM "ActionItem" a
    JOIN "ImpactWindow" w ON w."incidentId" = a."incidentId", jsonb_each(w."affected") each(lang, list), jsonb_array_elements_text(each.list) named
  UNION ALL SELECT lower(said.value), said.value, a."id" FROM "ActionItem" a, jsonb_each_text(a."scope") said`

/**
 * Unfinished action items by pattern, or by service: the functions that their incidents hit, and what they are limited to. An item can
 * be in several groups, and is counted once in each. The largest first, at most sixty. Throws `forbidden` without the right to read.
 */
export async function groupActionItems(
  viewer: Viewer,
  by: 'pattern' | 'service',
  now: Date = new Date(),
): Promise<ItemGroup[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT g."value", min(g."label") AS "label", count(DISTINCT a."id")::int AS "total",
      (count(DISTINCT a."id") FILTER (WHERE ${overdueOn(now)}))::int AS "overdue"
    FROM (${by === 'pattern' ? PATTERNS : SERVICES}) g JOIN "ActionItem" a ON a."id" = g."id"
    WHERE (a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked')) AND ${visibleAmongMany(viewer, Prisma.sql`a."id"`)}
    GROUP BY g."value" ORDER BY 3 DESC, 1 LIMIT ${LISTED}`
  return z.array(GroupSchema).parse(rows)
}
