import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { CalendarView } from '@/lib/schema/feed'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'
import { findRemindedAccount } from './reminded-people'

/** More than anybody has open with a date: the latest due dates win. */
const MOST = 2000

const ItemSchema = z.object({
  id: z.string(),
  title: LocalisedTextSchema,
  status: z.string().nullable(),
  owner: z.string().nullable(),
  due: z.date(),
  parent: z.string().nullable(),
  version: z.number(),
  updatedAt: z.date(),
})

/**
 * The unfinished action items that have a due date, as far as the viewer may read them; only the viewer's own where `mine` says so, and none
 * for whoever has no account. What is finished, or lost its date, is left out: a calendar that is subscribed to is replaced whole.
 */
export async function readActionItemCalendar(viewer: Viewer, mine: boolean): Promise<CalendarView> {
  assertCan(viewer, 'read')
  const account = mine && viewer.userId !== null ? await findRemindedAccount(viewer, viewer.userId) : null
  const owner = mine
    ? Prisma.sql`lower(ltrim(btrim(a."owner"), '@')) = ANY(${account?.names ?? []}::text[])`
    : Prisma.sql`TRUE`
  const rows = await database.$queryRaw`
    SELECT a."id", a."title", a."status", a."owner", a."due", coalesce(i."title", s."title") AS "parent", a."version", a."updatedAt"
    FROM "ActionItem" a LEFT JOIN "Incident" i ON i."id" = a."incidentId" LEFT JOIN "Skill" s ON s."id" = a."skillId"
    WHERE (a."status" IS NULL OR a."status" IN ('open', 'in-progress', 'blocked')) AND a."due" IS NOT NULL
      AND ${owner} AND ${visible(viewer, Prisma.sql`a."id"`)}
    ORDER BY a."due" DESC, a."id" LIMIT ${MOST}`
  return {
    title: mine ? 'My action items' : 'Action items',
    events: z
      .array(ItemSchema)
      .parse(rows)
      .map((row) => ({
        id: row.id,
        title: row.title['en'] ?? Object.values(row.title)[0] ?? 'Untitled action item',
        description: [row.status ?? 'status unknown', row.owner ?? 'no owner', row.parent].filter(Boolean).join('\n'),
        path: `/action-items/${row.id}`,
        due: isoDate(row.due),
        version: row.version,
        updatedAt: isoInstant(row.updatedAt),
      })),
  }
}
