import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import type { RelativeNode } from '@/lib/recognise/relatives'
import { termsOf } from '@/lib/recognise/terms'
import { MatchViewSchema } from '@/lib/schema/pattern'
import { LangSchema } from '@/lib/schema/text'
import { orderMatches } from './match-views'

const terms = new Map<string, string[]>()
const REMEMBERED = 1_000

/** As `termsOf`; remembers the texts that came last, since the strongest members of a pattern are compared again and again. */
function rememberTerms(text: string): string[] {
  const found = terms.get(text) ?? termsOf(text)
  terms.delete(text)
  terms.set(text, found)
  const [oldest] = terms.keys()
  if (oldest !== undefined && terms.size > REMEMBERED) terms.delete(oldest)
  return found
}

/** UTF-16 code units of a text from which its terms are taken: the summary stands first, and the cost grows with each. */
const TEXT_READ = 2_000

/** Lists inside a row come as JSON, so that everything about many things is one statement. */
const RowSchema = z.object({
  slug: z.string(),
  title: z.string(),
  langs: z.array(LangSchema),
  stub: z.boolean(),
  matches: z.array(MatchViewSchema),
  text: z.string().nullable(),
})
const IncidentRowSchema = RowSchema.extend({
  /** Instants and stated dates among the keys of its editions. */
  times: z.array(z.string()),
  sameAs: z.array(z.string()),
  causes: z.array(z.string()),
  publishers: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  impactMinutes: z.number().nullable(),
})

function matchesOf(owner: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`coalesce((
    SELECT jsonb_agg(jsonb_build_object('slug', p."slug", 'title', p."title", 'family', p."family",
      'mechanism', p."mechanism", 'role', m."role", 'score', m."score", 'state', m."state", 'decidedBy', m."decidedBy",
      'evidence', m."evidence"))
    FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId" WHERE ${owner}), '[]')`
}

/** The beginnings of a thing's texts; its languages are joined. */
function textOf(kind: 'incident' | 'skill', id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT string_agg(d."title" || ' ' || left(d."body", ${TEXT_READ}::int), ' ' ORDER BY d."lang")
    FROM "SearchDocument" d WHERE d."kind" = ${kind} AND d."refId" = ${id})`
}

const STATED = 'date:'

/** A status page is often called after its publisher and what it is: "Zephyr Status". */
function withoutStatus(name: string): string {
  return name.replace(/\s+(?:system )?status(?: page)?$/i, '').trim()
}

/** What an incident is suggested to be the same as. */
const SAME_AS = Prisma.sql`ARRAY(
  SELECT o."slug" FROM "EditionSuggestion" s
  JOIN "Incident" o ON o."id" = CASE s."incidentId" WHEN i."id" THEN s."otherId" ELSE s."incidentId" END
  WHERE s."state" = 'open' AND (s."incidentId" = i."id" OR s."otherId" = i."id"))`
const NOT_ASKED = Prisma.sql`ARRAY[]::text[]`

async function readIncidents(ids: string[], sameAs: Prisma.Sql): Promise<RelativeNode[]> {
  if (ids.length === 0) return []
  const rows = await database.$queryRaw`
    SELECT i."slug", i."title", coalesce(i."langs", '{}') AS "langs", i."stub",
      ${matchesOf(Prisma.sql`m."incidentId" = i."id"`)} AS "matches", ${textOf('incident', Prisma.sql`i."id"`)} AS "text",
      ARRAY(SELECT DISTINCT k FROM "Postmortem" e, unnest(e."fingerprint") k
        WHERE e."incidentId" = i."id" AND (k LIKE 'at:%' OR k LIKE 'date:%')) AS "times",
      ARRAY(SELECT told.value FROM "Cause" c, jsonb_each_text(c."text") told
        WHERE c."incidentId" = i."id" AND c."role" IN ('trigger', 'root') ORDER BY c."position") AS "causes",
      ARRAY(SELECT DISTINCT o."context"->'publisher'->>'name' FROM "Postmortem" e JOIN "Source" o ON o."id" = e."sourceId"
        WHERE e."incidentId" = i."id" AND o."context"->'publisher'->>'name' IS NOT NULL) AS "publishers",
      coalesce(i."onDate", (i."startedAt" AT TIME ZONE 'UTC')::date)::text AS "from",
      (i."endedAt" AT TIME ZONE 'UTC')::date::text AS "to", i."impactMinutes",
      ${sameAs} AS "sameAs"
    FROM "Incident" i WHERE i."id" = ANY(${ids})`
  return z
    .array(IncidentRowSchema)
    .parse(rows)
    .map(({ text, matches, times, from, to, publishers, ...same }) => ({
      kind: 'incident',
      ...same,
      matches: orderMatches(matches),
      keys: times,
      publishers: publishers.map(withoutStatus),
      days: { from, to, stated: times.filter((key) => key.startsWith(STATED)).map((key) => key.slice(STATED.length)) },
      text: text ?? '',
      terms: rememberTerms(text ?? ''),
    }))
}

async function readSkills(ids: string[]): Promise<RelativeNode[]> {
  if (ids.length === 0) return []
  const rows = await database.$queryRaw`
    SELECT s."slug", s."title", ARRAY[s."lang"] AS "langs", false AS "stub",
      ${matchesOf(Prisma.sql`m."skillId" = s."id"`)} AS "matches", ${textOf('skill', Prisma.sql`s."id"`)} AS "text"
    FROM "Skill" s WHERE s."id" = ANY(${ids})`
  // The times of a fingerprint tell editions of one incident apart; a skill has none.
  return z
    .array(RowSchema)
    .parse(rows)
    .map(({ text, matches, ...same }) => ({
      kind: 'skill',
      ...same,
      matches: orderMatches(matches),
      keys: [],
      text: text ?? '',
      terms: rememberTerms(text ?? ''),
    }))
}

type Ids = { incidents: string[]; skills: string[] }

/** What relatives are looked for of, with what it is suggested to be the same as; null when there is no such thing. */
export async function readAskedNode({ incidents, skills }: Ids): Promise<RelativeNode | null> {
  const found = await Promise.all([readIncidents(incidents, SAME_AS), readSkills(skills)])
  return found.flat()[0] ?? null
}

/**
 * Incidents and skills by id as relatives: a statement for each kind, however many there are. What they are suggested to be the
 * same as is left out: a suggestion is about two, and the one that is asked for knows it.
 */
export async function readRelativeNodes({ incidents, skills }: Ids): Promise<RelativeNode[]> {
  return (await Promise.all([readIncidents(incidents, NOT_ASKED), readSkills(skills)])).flat()
}
