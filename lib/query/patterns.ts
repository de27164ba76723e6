import { z } from 'zod'
import type { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import { daysBetween } from '@/lib/domain/durations'
import { assertCan } from '@/lib/domain/permissions'
import { MatchRoleSchema, PatternDraftSchema } from '@/lib/schema/draft'
import {
  MatchStateSchema,
  PatternRowSchema,
  type CataloguePattern,
  type PatternMember,
  type PatternRow,
  type PatternView,
} from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'
import { EvidenceColumnSchema } from './match-views'

const CuesSchema = PatternDraftSchema.shape.cues

/** All patterns as recognition needs them, by slug. */
export async function readPatterns(viewer: Viewer): Promise<CataloguePattern[]> {
  assertCan(viewer, 'read')
  const rows = await database.pattern.findMany({ orderBy: { slug: 'asc' } })
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

/** All patterns with what is known of each, the most frequent first; rejected matches do not count. */
export async function listPatterns(viewer: Viewer): Promise<PatternRow[]> {
  assertCan(viewer, 'read')
  const rows = await database.$queryRaw`
    SELECT p."slug", p."title", p."family", p."mechanism",
      count(m."incidentId")::int AS "incidents", count(m."skillId")::int AS "skills",
      max(i."onDate")::text AS "lastOn", coalesce(sum(i."openActionItems"), 0)::int AS "openActionItems"
    FROM "Pattern" p
    LEFT JOIN "Match" m ON m."patternId" = p."id" AND m."state" <> 'rejected'
    LEFT JOIN "Incident" i ON i."id" = m."incidentId"
    GROUP BY p."id" ORDER BY count(m."incidentId") DESC, count(m."skillId") DESC, p."title"`
  return z.array(PatternRowSchema).parse(rows)
}

/** Incidents and skills shown on a pattern's page: the newest incidents, the best matching skills. */
const MEMBERS_SHOWN = 200

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

/** A pattern with its incidents, newest first, then its skills, and the other patterns of its family; null when there is none. */
export async function findPattern(viewer: Viewer, slug: string): Promise<PatternView | null> {
  assertCan(viewer, 'read')
  const pattern = await database.pattern.findUnique({ where: { slug } })
  if (!pattern) return null
  const [incidents, skills, siblings] = await Promise.all([
    database.match.findMany({
      where: { patternId: pattern.id, incidentId: { not: null } },
      include: MEMBER_INCLUDE,
      orderBy: [{ incident: { onDate: { sort: 'desc', nulls: 'last' } } }, { incidentId: 'asc' }],
      take: MEMBERS_SHOWN,
    }),
    database.match.findMany({
      where: { patternId: pattern.id, skillId: { not: null } },
      include: MEMBER_INCLUDE,
      orderBy: [{ score: 'desc' }, { skillId: 'asc' }],
      take: MEMBERS_SHOWN,
    }),
    database.pattern.findMany({
      where: { family: pattern.family, NOT: { id: pattern.id } },
      select: { slug: true, title: true },
      orderBy: { title: 'asc' },
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
    cues: CuesSchema.parse(pattern.cues),
    members: [
      ...withIntervals(incidents.flatMap(viewMember)),
      ...skills.flatMap(viewMember).map((member) => ({ ...member, intervalDays: null })),
    ],
  }
}
