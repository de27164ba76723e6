import { z } from 'zod'
import { Prisma, type PatternRun } from '@/generated/prisma/client'
import { onlyVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { daysBetween } from '@/lib/domain/durations'
import { assertCan } from '@/lib/domain/permissions'
import { MatchRoleSchema, PatternDraftSchema } from '@/lib/schema/draft'
import {
  EvidenceColumnSchema,
  MatchStateSchema,
  PatternRowSchema,
  type CataloguePattern,
  type PatternMember,
  type PatternRow,
  type PatternView,
  type UnexplainedView,
} from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'
import { inOrderOf } from './sql'

const CuesSchema = PatternDraftSchema.shape.cues

/** The incident or the skill that a match is of. */
const OWNER = Prisma.sql`coalesce(m."incidentId", m."skillId")`

/** All patterns that are looked for, as recognition needs them, by slug. */
export async function readPatterns(viewer: Viewer): Promise<CataloguePattern[]> {
  assertCan(viewer, 'read')
  const rows = await database.pattern.findMany({ where: { retiredAt: null }, orderBy: { slug: 'asc' } })
  return rows.map(({ slug, title, body, family, mechanism, cues, questions, controls }) => ({
    slug,
    title,
    body,
    family,
    mechanism,
    cues: CuesSchema.parse(cues),
    questions,
    controls,
  }))
}

/**
 * All patterns that are looked for with what is known of each, the most frequent first; rejected matches do not count, nor do those of
 * what the viewer may not read.
 */
export async function listPatterns(viewer: Viewer): Promise<PatternRow[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT p."slug", p."title", p."family", p."mechanism",
      coalesce(known."incidents", 0) AS "incidents", coalesce(known."skills", 0) AS "skills",
      known."lastOn", coalesce(known."openActionItems", 0) AS "openActionItems"
    FROM "Pattern" p
    LEFT JOIN (
      SELECT m."patternId", count(m."incidentId")::int AS "incidents", count(m."skillId")::int AS "skills",
        max(m."onDate")::text AS "lastOn", sum(i."openActionItems")::int AS "openActionItems"
      FROM "Match" m LEFT JOIN "Incident" i ON i."id" = m."incidentId" AND i."openActionItems" > 0
      WHERE m."state" <> 'rejected' AND ${visible(viewer, OWNER)}
      GROUP BY m."patternId"
    ) known ON known."patternId" = p."id"
    WHERE p."retiredAt" IS NULL
    ORDER BY "incidents" DESC, "skills" DESC, p."title"`
  return z.array(PatternRowSchema).parse(rows)
}

const PatternNameSchema = PatternRowSchema.pick({ slug: true, title: true })

/** Patterns that some incident which the viewer may read has, and the one that is called `chosen`: slug and title, by title. */
export async function listPatternsOfIncidents(
  viewer: Viewer,
  chosen: string | undefined,
): Promise<z.infer<typeof PatternNameSchema>[]> {
  assertCan(viewer, 'read')
  // The order is that of an index: without it, all matches may be read to find one.
  const rows = await database.$queryRaw`
    SELECT p."slug", p."title" FROM "Pattern" p
    WHERE p."retiredAt" IS NULL AND (p."slug" = ${chosen ?? ''} OR (
      SELECT true FROM "Match" m WHERE m."patternId" = p."id" AND m."incidentId" IS NOT NULL AND m."state" <> 'rejected'
        AND ${visible(viewer, Prisma.sql`m."incidentId"`)}
      ORDER BY m."onDate" DESC, m."incidentId" LIMIT 1))`
  const named = z.array(PatternNameSchema).parse(rows)
  return named.toSorted((a, b) => a.title.localeCompare(b.title))
}

/** Incidents and skills shown on a pattern's page: the newest incidents, the best matching skills. */
const MEMBERS_SHOWN = 200
const REVISIONS_SHOWN = 20

const MEMBER_INCLUDE = {
  incident: { select: { slug: true, title: true, langs: true, stub: true, onDate: true, startedAt: true } },
  skill: { select: { slug: true, title: true, lang: true } },
} satisfies Prisma.MatchInclude
type Row = Prisma.MatchGetPayload<{ include: typeof MEMBER_INCLUDE }>

function viewMember(row: Row): Omit<PatternMember, 'intervalDays'>[] {
  const match = {
    role: MatchRoleSchema.parse(row.role),
    score: row.score,
    state: MatchStateSchema.parse(row.state),
    evidence: EvidenceColumnSchema.parse(row.evidence),
  }
  if (row.incident) {
    const { slug, title, langs, stub, onDate, startedAt } = row.incident
    const dates = { on: isoDate(onDate), startedAt: isoInstant(startedAt) }
    return [{ kind: 'incident', slug, title, langs, stub, ...dates, ...match }]
  }
  if (!row.skill) return []
  const { slug, title, lang } = row.skill
  return [{ kind: 'skill', slug, title, langs: [lang], stub: false, on: null, startedAt: null, ...match }]
}

const IdsSchema = z.array(z.object({ id: z.string() }))

/** Matches of a pattern, by a condition and an order of SQL about a match `m` and its incident `i`; of what the viewer may read. */
async function readMembers(viewer: Viewer, patternId: string, of: Prisma.Sql, order: Prisma.Sql): Promise<Row[]> {
  const found = await database.$queryRaw`
    SELECT m."id" FROM "Match" m LEFT JOIN "Incident" i ON i."id" = m."incidentId"
    WHERE m."patternId" = ${patternId} AND ${of} AND ${visible(viewer, OWNER)} ORDER BY ${order} LIMIT ${MEMBERS_SHOWN}`
  const ids = IdsSchema.parse(found).map(({ id }) => id)
  return inOrderOf(ids, await database.match.findMany({ where: { id: { in: ids } }, include: MEMBER_INCLUDE }))
}

/** Days since the incident before; `members` are incidents, newest first, rejected ones do not count as one before. */
function withIntervals(members: Omit<PatternMember, 'intervalDays'>[]): PatternMember[] {
  let later: PatternMember | null = null
  const result: PatternMember[] = []
  for (const member of members) {
    const view: PatternMember = { ...member, intervalDays: null }
    result.push(view)
    if (view.on === null || view.state === 'rejected') continue
    if (later?.on) later.intervalDays = daysBetween(new Date(view.on), new Date(later.on))
    later = view
  }
  return result
}

/** Tenths that a run is told in to whoever does not read everything: nearer ones would tell how many things there are. */
const STEPS = 10

/** How far a run has come. Its numbers count what is restricted as well: they are for those alone who read all of that. */
function viewRun({ reach }: Viewer, { checked, total, changed, finishedAt }: PatternRun): PatternView['run'] {
  const finished = finishedAt !== null
  const share = finished ? 1 : Math.floor((Math.min(checked, total) / Math.max(1, total)) * STEPS) / STEPS
  if (reach !== 'all') return { finished, share, checked: null, total: null, changed: null }
  return { finished, share, checked, total, changed }
}

/**
 * A pattern with its incidents, newest first, then its skills, those that the viewer may read, and the other patterns
 * of its family; null when there is none.
 */
export async function findPattern(viewer: Viewer, slug: string): Promise<PatternView | null> {
  assertCan(viewer, 'read')
  const pattern = await database.pattern.findUnique({ where: { slug } })
  if (!pattern) return null
  const [incidents, skills, siblings, run, revisions] = await Promise.all([
    readMembers(
      viewer,
      pattern.id,
      Prisma.sql`m."incidentId" IS NOT NULL`,
      Prisma.sql`i."onDate" DESC NULLS LAST, m."incidentId"`,
    ),
    readMembers(viewer, pattern.id, Prisma.sql`m."skillId" IS NOT NULL`, Prisma.sql`m."score" DESC, m."skillId"`),
    database.pattern.findMany({
      where: { family: pattern.family, retiredAt: null, NOT: { id: pattern.id } },
      select: { slug: true, title: true },
      orderBy: { title: 'asc' },
    }),
    database.patternRun.findUnique({ where: { patternId: pattern.id } }),
    database.patternRevision.findMany({
      where: { patternId: pattern.id },
      select: { number: true, byName: true, createdAt: true },
      orderBy: { number: 'desc' },
      take: REVISIONS_SHOWN,
    }),
  ])
  const { title, family, mechanism, body, questions, controls } = pattern
  return {
    slug,
    title,
    family,
    mechanism,
    body,
    questions,
    controls,
    siblings,
    retired: pattern.retiredAt !== null,
    ofTeam: pattern.origin === 'team',
    version: revisions[0]?.number ?? 1,
    revisions: revisions.map(({ number, byName, createdAt }) => ({ number, byName, at: createdAt.toISOString() })),
    run: run && viewRun(viewer, run),
    cues: CuesSchema.parse(pattern.cues),
    members: [
      ...withIntervals(incidents.flatMap(viewMember)),
      ...skills.flatMap(viewMember).map((member) => ({ ...member, intervalDays: null })),
    ],
  }
}

/** Incidents and skills that no known pattern explains, as somebody said who looked; shown at most. */
const UNEXPLAINED_SHOWN = 50
const THING = { select: { slug: true, title: true } } as const

/** Incidents and skills that somebody has looked at and that none of the known patterns fits, the newest decision first. */
export async function listUnexplained(viewer: Viewer): Promise<UnexplainedView[]> {
  assertCan(viewer, 'read')
  const found = await database.$queryRaw`
    SELECT u."id" FROM "Unexplained" u WHERE ${visible(viewer, Prisma.sql`coalesce(u."incidentId", u."skillId")`)}
    ORDER BY u."createdAt" DESC LIMIT ${UNEXPLAINED_SHOWN}`
  const ids = IdsSchema.parse(found).map(({ id }) => id)
  const include = { incident: THING, skill: THING }
  const rows = inOrderOf(ids, await database.unexplained.findMany({ where: { id: { in: ids } }, include }))
  return rows.flatMap(({ incident, skill, byName }) => {
    const thing = incident ?? skill
    return thing ? [{ kind: incident ? 'incident' : 'skill', ...thing, byName }] : []
  })
}

/** Who said that no known pattern fits a thing; null when nobody has, or the viewer may not read it. */
export async function findUnexplained(
  viewer: Viewer,
  kind: 'incident' | 'skill',
  slug: string,
): Promise<string | null> {
  assertCan(viewer, 'read')
  const where = kind === 'incident' ? { incident: { slug } } : { skill: { slug } }
  const rows = await database.unexplained.findMany({ where, take: 1 })
  const [row] = await onlyVisible(viewer, rows, ({ incidentId, skillId }) => incidentId ?? skillId)
  return row?.byName ?? null
}

/** Patterns that are looked for no more, by title. */
export async function listRetired(viewer: Viewer): Promise<{ slug: string; title: string }[]> {
  assertCan(viewer, 'read')
  return database.pattern.findMany({
    where: { retiredAt: { not: null } },
    select: { slug: true, title: true },
    orderBy: { title: 'asc' },
  })
}

/** The families of all patterns, by name. */
export async function listFamilies(viewer: Viewer): Promise<string[]> {
  assertCan(viewer, 'read')
  const rows = await database.pattern.findMany({
    distinct: ['family'],
    select: { family: true },
    orderBy: { family: 'asc' },
  })
  return rows.map(({ family }) => family)
}
