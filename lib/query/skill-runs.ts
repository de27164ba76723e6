import { Prisma } from '@/generated/prisma/client'
import { hiddenAmong, isVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { inOrder } from '@/lib/domain/run-state'
import { RunOutcomeSchema, RunRecordSchema, RunViaSchema, type RunRow, type RunView } from '@/lib/schema/skill-run'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'
import { inOrderOf } from './sql'

const INCIDENT = { select: { id: true, slug: true, title: true } } as const
const INCLUDE = { incident: INCIDENT } satisfies Prisma.SkillRunInclude
type Row = Prisma.SkillRunGetPayload<{ include: typeof INCLUDE }>

function viewRow(row: Row): RunRow {
  return {
    id: row.id,
    outcome: RunOutcomeSchema.nullable().parse(row.outcome),
    startedAt: isoInstant(row.startedAt),
    endedAt: isoInstant(row.endedAt),
    by: row.byName,
    via: RunViaSchema.parse(row.via),
    skillVersion: row.skillVersion,
    incident: row.incident && { slug: row.incident.slug, title: row.incident.title },
    note: row.note,
    followed: RunRecordSchema.safeParse(row.steps).success,
  }
}

/** How many runs a page shows. */
const SHOWN = 50

/**
 * The latest runs of a skill, the newest first; null when there is no such skill that the viewer may read. A run in an incident that they
 * may not read is not among them.
 */
export async function listRuns(viewer: Viewer, slug: string): Promise<RunRow[] | null> {
  assertCan(viewer, 'read')
  const skill = await database.skill.findUnique({ where: { slug }, select: { id: true } })
  if (!skill || !(await isVisible(viewer, skill.id))) return null
  const found = await database.$queryRaw<{ id: string }[]>`
    SELECT r."id" FROM "SkillRun" r WHERE r."skillId" = ${skill.id}
      AND (r."incidentId" IS NULL OR ${visible(viewer, Prisma.sql`r."incidentId"`)})
    ORDER BY r."startedAt" DESC, r."id" LIMIT ${SHOWN}`
  const ids = found.map(({ id }) => id)
  const rows = await database.skillRun.findMany({ where: { id: { in: ids } }, include: INCLUDE })
  return inOrderOf(ids, rows).map(viewRow)
}

/** One run with its log; null when there is none, or when the viewer may not read its skill or its incident. */
export async function findRun(
  viewer: Viewer,
  slug: string,
  id: string,
  now: Date = new Date(),
): Promise<RunView | null> {
  assertCan(viewer, 'read')
  const include = { ...INCLUDE, skill: { select: { id: true, slug: true, title: true, lang: true } } }
  const row = await database.skillRun.findUnique({ where: { id }, include })
  if (!row || row.skill.slug !== slug) return null
  const hidden = await hiddenAmong(viewer, [row.skillId, ...(row.incidentId === null ? [] : [row.incidentId])])
  if (hidden.size > 0) return null
  const record = RunRecordSchema.safeParse(row.steps).data
  const about = [row.skillId, ...(row.incidentId === null ? [] : [row.incidentId])]
  const [references, guards] = await Promise.all([
    database.reference.findMany({
      where: { fromKind: 'skill', fromId: row.skillId, target: { startsWith: 'skills/' } },
      orderBy: { position: 'asc' },
      select: { target: true },
    }),
    database.guard.count({ where: { targetId: { in: about } } }),
  ])
  const empty = { plan: [], budgets: { diagnosis: null, resolution: null }, escalation: [], log: [] }
  return {
    ...viewRow(row),
    ...(record ?? empty),
    log: inOrder(record?.log ?? []),
    skill: {
      slug: row.skill.slug,
      title: row.skill.title,
      lang: row.skill.lang,
      references: references.map((one) => one.target),
    },
    restricted: guards > 0,
    version: row.version,
    now: now.toISOString(),
  }
}
