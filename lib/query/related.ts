import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { isVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { CompiledCues } from '@/lib/recognise/cue-index'
import { scorePatterns } from '@/lib/recognise/match-patterns'
import { fuseRelated, type Near } from '@/lib/recognise/near-in-meaning'
import { isSame, rankRelated, type RelativeNode } from '@/lib/recognise/relatives'
import { findBlamed, keysOfProviders } from '@/lib/recognise/relatives-upstream'
import { weighByHeadings } from '@/lib/recognise/sections'
import type { RelatedView } from '@/lib/schema/incident'
import type { Viewer } from '@/lib/schema/viewer'
import { readCompiled } from './compiled-patterns'
import { listNearRelatives } from './near'
import { readAskedNode, readRelativeNodes } from './relative-nodes'
import { tellingRows, tellingTerms } from './telling-words'

type Of = { kind: 'incident' | 'skill'; slug: string }
/** Conditions on a match `m`: that it is the thing's own, and that it is another's. */
type Owner = { is: Prisma.Sql; isNot: Prisma.Sql }

/** Candidates read for each way of being related; the ranking decides among them, these only bound its cost. */
const PER_PATTERN = 20
/** Of the other patterns of a family, and of those that the text only leans towards. */
const PER_KIN = 5
const BY_WORDS = 12
/** Rows that are ranked for each way in which `tellingRows` asks. */
const TOLD = 100
const SAME_DAYS = 20
const SHOWN = 12
/** From this score on a pattern that is no match gives candidates: what shows nothing clearly has relatives, too. */
const LEANING_FROM = 0.03
/** The surest patterns that do, matches among them. */
const LEANINGS = 4
const OUTSIDE_PARTY = 'external-dependency'

const CandidateSchema = z.object({ incidentId: z.string().nullable(), skillId: z.string().nullable() })
type Candidate = z.infer<typeof CandidateSchema>

/**
 * Members of the thing's patterns, and of the other patterns of their families, the strongest of each (read off an index, so
 * that a pattern with thousands of members costs no more). A stub tells nothing of its own, only what its skill does: it is
 * left to the pattern's page.
 */
async function findByMechanism(viewer: Viewer, owner: Owner, leanings: string[]): Promise<Candidate[]> {
  const rows = await database.$queryRaw`
    WITH mine AS (
      SELECT DISTINCT p."id", p."family" FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
      WHERE ${owner.is} AND m."state" <> 'rejected'
    ), near AS (
      SELECT "id", ${PER_PATTERN}::int AS "take" FROM mine
      UNION ALL SELECT p."id", ${PER_KIN}::int FROM "Pattern" p
      WHERE (p."family" IN (SELECT "family" FROM mine) OR p."slug" = ANY(${leanings}))
        AND p."id" NOT IN (SELECT "id" FROM mine)
    )
    SELECT DISTINCT c."incidentId", c."skillId" FROM near
    CROSS JOIN LATERAL (
      (SELECT m."incidentId", NULL AS "skillId" FROM "Match" m JOIN "Incident" i ON i."id" = m."incidentId"
        WHERE m."patternId" = near."id" AND m."state" <> 'rejected' AND NOT i."stub" AND ${owner.isNot}
          AND ${visible(viewer, Prisma.sql`i."id"`)}
        ORDER BY m."score" DESC LIMIT near."take")
      UNION ALL
      (SELECT NULL, m."skillId" FROM "Match" m
        WHERE m."patternId" = near."id" AND m."state" <> 'rejected' AND m."skillId" IS NOT NULL AND ${owner.isNot}
          AND ${visible(viewer, Prisma.sql`m."skillId"`)}
        ORDER BY m."score" DESC LIMIT near."take")
    ) c`
  return z.array(CandidateSchema).parse(rows)
}

/** Incidents and skills told in words of the title. Words hold letters and digits only, so they mean nothing else. */
async function findByTitle(viewer: Viewer, title: string): Promise<Candidate[]> {
  const words = (title.match(/[\p{L}\p{N}]{4,}/gu) ?? []).slice(0, 12)
  if (words.length === 0) return []
  const terms = await tellingTerms([...new Set(words.map((word) => word.toLowerCase()))])
  if (terms === null) return []
  const told = tellingRows(
    terms,
    Prisma.sql`"id", "kind", "refId", "search"`,
    Prisma.sql`"kind" || '' IN ('incident', 'skill') AND "body" <> '' AND ${visible(viewer, Prisma.sql`"SearchDocument"."refId"`)}`,
    TOLD,
  )
  const rows = await database.$queryRaw`
    SELECT CASE "kind" WHEN 'incident' THEN "refId" END AS "incidentId",
      CASE "kind" WHEN 'skill' THEN "refId" END AS "skillId"
    FROM (SELECT DISTINCT ON ("id") * FROM (${told}) told ORDER BY "id") d
    ORDER BY ts_rank(d."search", ${terms.all}::tsquery) DESC LIMIT ${BY_WORDS}`
  return z.array(CandidateSchema).parse(rows)
}

const FoundSchema = z.tuple([z.object({ id: z.string().nullable() })])

/** An incident goes by the names of its editions too. */
async function findId(viewer: Viewer, { kind, slug }: Of): Promise<string> {
  const rows =
    kind === 'skill'
      ? await database.$queryRaw`SELECT (SELECT "id" FROM "Skill" WHERE "slug" = ${slug}) AS "id"`
      : await database.$queryRaw`
          SELECT coalesce(
            (SELECT "incidentId" FROM "SlugAlias" WHERE "slug" = ${slug}), (SELECT "id" FROM "Incident" WHERE "slug" = ${slug})
          ) AS "id"`
  const [{ id }] = FoundSchema.parse(rows)
  if (id === null || !(await isVisible(viewer, id)))
    throw new AppError(
      'not_found',
      kind === 'skill' ? 'There is no skill of this name.' : 'There is no incident of this name.',
    )
  return id
}

const idsOf = (candidates: Candidate[]) => ({
  incidents: [...new Set(candidates.flatMap((one) => one.incidentId ?? []))],
  skills: [...new Set(candidates.flatMap((one) => one.skillId ?? []))],
})

/**
 * Incidents of the same days that may tell of the same outside party: those that name whom this one names, and those that
 * depended on anybody. Read off the index of dates.
 */
async function findOnDays(
  viewer: Viewer,
  { days, publishers = [], title, text = '' }: RelativeNode,
): Promise<Candidate[]> {
  if (!days?.from) return []
  const parties = [...publishers, ...findBlamed(title, text).map(({ provider }) => provider)]
  if (parties.length === 0) return []
  const rows = await database.$queryRaw`
    SELECT i."id" AS "incidentId", NULL AS "skillId" FROM "Incident" i
    WHERE i."onDate" BETWEEN ${days.from}::date - 1 AND coalesce(${days.to}::date, ${days.from}::date) + 1 AND NOT i."stub"
      AND ${visible(viewer, Prisma.sql`i."id"`)}
      AND (EXISTS (SELECT 1 FROM "Postmortem" e WHERE e."incidentId" = i."id"
          AND e."fingerprint" && ${keysOfProviders(parties)}::text[])
        OR EXISTS (SELECT 1 FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId"
          WHERE m."incidentId" = i."id" AND p."slug" = ${OUTSIDE_PARTY} AND m."state" <> 'rejected'))
    ORDER BY i."onDate", i."id" LIMIT ${SAME_DAYS}`
  return z.array(CandidateSchema).parse(rows)
}

const candidateOf = ({ kind, id }: Near): Candidate => ({
  incidentId: kind === 'incident' ? id : null,
  skillId: kind === 'skill' ? id : null,
})

async function readCandidates(
  viewer: Viewer,
  here: RelativeNode,
  owner: Owner,
  near: readonly Near[],
): Promise<RelativeNode[]> {
  const sure = [...(here.leanings ?? [])].filter(([, score]) => score >= LEANING_FROM)
  const leanings = sure.slice(0, LEANINGS).map(([slug]) => slug)
  const found = await Promise.all([
    findByMechanism(viewer, owner, leanings),
    findByTitle(viewer, here.title),
    findOnDays(viewer, here),
  ])
  return readRelativeNodes(idsOf([...found.flat(), ...near.map(candidateOf)]))
}

/** What the text of a thing leans towards: scores of all patterns, below the threshold of a match too. */
function withLeanings(node: RelativeNode, cues: CompiledCues): RelativeNode {
  const { text = '', title } = node
  if (text === '') return node
  const whole = `${title}\n\n${text}`
  const scored = scorePatterns(whole, weighByHeadings(whole), cues)
  return { ...node, leanings: new Map(scored.map(({ pattern, score }) => [pattern.slug, score])) }
}

/**
 * What is related to an incident or a skill and why, best first; other editions of the same incident are not.
 * Neither is what the viewer may not read. Throws `not_found` for a slug that nothing has which the viewer may read.
 */
export async function listRelated(viewer: Viewer, of: Of): Promise<RelatedView[]> {
  assertCan(viewer, 'read')
  const [id, { cues }] = await Promise.all([findId(viewer, of), readCompiled(viewer)])
  const isIncident = of.kind === 'incident'
  const here = await readAskedNode({ incidents: isIncident ? [id] : [], skills: isIncident ? [] : [id] })
  if (!here) return []
  const asked = withLeanings(here, cues)
  const column = isIncident ? Prisma.sql`m."incidentId"` : Prisma.sql`m."skillId"`
  // A match of a skill has no incident: it is another's, which only IS DISTINCT FROM says. No index is read for that.
  const owner = { is: Prisma.sql`${column} = ${id}`, isNot: Prisma.sql`${column} IS DISTINCT FROM ${id}` }
  const { here: told, near } = await listNearRelatives(viewer, { kind: of.kind, id })
  const candidates = await readCandidates(viewer, asked, owner, near)
  if (near.length === 0) return rankRelated(asked, candidates, SHOWN)
  const isOther = ({ kind, slug }: Near) =>
    candidates.some((node) => node.kind === kind && node.slug === slug && !isSame(asked, node))
  return fuseRelated(told, rankRelated(asked, candidates), near.filter(isOther)).slice(0, SHOWN)
}
