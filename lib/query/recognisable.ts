import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import type { RecognisableIncident, RecognisableSkill } from '@/lib/recognise/recognise'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import { MatchStateSchema } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { readFrequencies } from './frequencies'
import type { Confirmed } from './recognition-history'
import { keysStated, meaningTerms, namesSideBySide, wordsAsked } from './recognisable-words'
import { type TellingTerms, tellingRows, tellingTerms } from './telling-words'

/*
 * Candidates and everything that ranking asks of them come in one statement for each kind. Each way of being known is a part of
 * it that gives ids; the parts are bounded by indexes, so that they cost as little among 100,000 incidents as among few.
 */

/** Candidates for each way of being known; the ranking decides among them, these only bound its cost. */
const PER_PATTERN = 12
const BY_WORDS = 20
const BY_NAME = 12
const BY_MEANING = 30
/** Rows with the words that are ranked; of incidents twice as many, see `tellingRows`. */
const RANKED = { incident: 100, skill: 600 } as const
/** Names that are asked for, and the incidents that may have them together. */
const NAMES_ASKED = 12
const NAME_ENTRIES = 2_000
/** Characters read of an incident: the summary stands first. Of a skill all steps may be quoted by an alert. */
const INCIDENT_READ = 1_500
const SKILL_READ = 8_000

type Kind = 'incident' | 'skill'
const OWNER = { incident: Prisma.sql`m."incidentId"`, skill: Prisma.sql`m."skillId"` } as const

/** The strongest members of the patterns, read off an index. */
function membersOf(viewer: Viewer, kind: Kind, patterns: string[]): Prisma.Sql[] {
  if (patterns.length === 0) return []
  const owner = OWNER[kind]
  return [
    Prisma.sql`
    SELECT c."id" FROM "Pattern" p CROSS JOIN LATERAL (
      SELECT ${owner} AS "id" FROM "Match" m
      WHERE m."patternId" = p."id" AND m."state" <> 'rejected' AND ${owner} IS NOT NULL AND ${visible(viewer, owner)}
      ORDER BY m."score" DESC LIMIT ${PER_PATTERN}
    ) c WHERE p."slug" = ANY(${patterns})`,
  ]
}

/** Nearly every row of an incident is one of the index of kinds: reading that as well costs more than it spares. */
const OF_KIND = { incident: Prisma.sql`"kind" || '' = 'incident'`, skill: Prisma.sql`"kind" = 'skill'` } as const

const FOUND = Prisma.sql`"SearchDocument"."refId"`
const ofKind = (viewer: Viewer, kind: Kind) => Prisma.sql`${OF_KIND[kind]} AND ${visible(viewer, FOUND)}`

/** Those that are told in the most of the text's words. Words hold letters and digits only, so they mean nothing else. */
function toldIn(viewer: Viewer, kind: Kind, terms: TellingTerms | null): Prisma.Sql[] {
  if (terms === null) return []
  // There are few skills, so all that have any of the words are compared.
  const asks = kind === 'skill' ? { ...terms, few: terms.all, pairs: null } : terms
  const told = tellingRows(asks, Prisma.sql`"id", "refId", "search"`, ofKind(viewer, kind), RANKED[kind])
  return [rankedByWords(Prisma.sql`SELECT DISTINCT ON ("id") * FROM (${told}) told`, terms.all, BY_WORDS)]
}

function rankedByWords(rows: Prisma.Sql, terms: string, limit: number): Prisma.Sql {
  return Prisma.sql`
    (SELECT "refId" AS "id" FROM (${rows}) d GROUP BY "refId" ORDER BY max(ts_rank("search", ${terms}::tsquery)) DESC, "refId" LIMIT ${limit})`
}

/** Skills that are told in other words of the same meaning. */
function skillsMeaning(viewer: Viewer, terms: string | null): Prisma.Sql[] {
  if (terms === null) return []
  const rows = Prisma.sql`
    SELECT "refId", "search" FROM "SearchDocument" WHERE "search" @@ ${terms}::tsquery AND ${ofKind(viewer, 'skill')} LIMIT ${RANKED.skill}`
  return [rankedByWords(rows, terms, BY_MEANING)]
}

/** Skills whose title has two of the words as one name. Not by LIKE: estimating how many rows it finds takes longer than looking. */
function skillsNamed(viewer: Viewer, names: string[]): Prisma.Sql[] {
  if (names.length === 0) return []
  return [
    Prisma.sql`
    (SELECT "refId" AS "id" FROM "SearchDocument" WHERE ${ofKind(viewer, 'skill')} AND EXISTS (
        SELECT 1 FROM unnest(${names}::text[]) AS asked("name") WHERE strpos(lower("title"), asked."name") > 0
      ) LIMIT ${BY_MEANING})`,
  ]
}

/** Of the keys of a text those that fewest incidents have: a name that stands everywhere says nothing. */
async function tellingKeys(keys: readonly string[]): Promise<string[]> {
  const { entriesOf } = await readFrequencies('Postmortem', 'fingerprint')
  let total = 0
  return keys
    .toSorted((a, b) => entriesOf(a) - entriesOf(b))
    .slice(0, NAMES_ASKED)
    .filter((key) => (total += entriesOf(key)) <= NAME_ENTRIES)
}

/**
 * Incidents that have a domain or an identifier of the text, those with the most of them. Each key is asked for by itself and
 * without a limit: for all at once, or for a few of many, Postgres would rather read the table.
 */
function incidentsNaming(viewer: Viewer, keys: string[]): Prisma.Sql[] {
  if (keys.length === 0) return []
  const each = keys.map(
    (key) => Prisma.sql`SELECT "incidentId" FROM "Postmortem" WHERE "fingerprint" @> ARRAY[${key}::text]`,
  )
  return [
    Prisma.sql`
    (SELECT "incidentId" AS "id" FROM (${Prisma.join(each, ' UNION ALL ')}) e
      WHERE ${visible(viewer, Prisma.sql`e."incidentId"`)}
      GROUP BY "incidentId" ORDER BY count(*) DESC, "incidentId" LIMIT ${BY_NAME})`,
  ]
}

const theOne = (id: string) => Prisma.sql`SELECT ${id}::text AS "id"`

/** What a thing is known to show. */
const KNOWN_MATCHES = {
  incident: matchesOf(Prisma.sql`m."incidentId" = i."id"`),
  skill: matchesOf(Prisma.sql`m."skillId" = s."id"`),
}

function matchesOf(owner: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`coalesce((
    SELECT jsonb_agg(jsonb_build_object('slug', p."slug", 'title', p."title", 'score', m."score", 'state', m."state"))
    FROM "Match" m JOIN "Pattern" p ON p."id" = m."patternId" WHERE ${owner}), '[]') AS "matches"`
}

const MatchesSchema = z.array(
  z.object({ slug: z.string(), title: z.string(), score: z.number(), state: MatchStateSchema }),
)
const RowSchema = z.object({ id: z.string(), slug: z.string(), title: z.string(), matches: MatchesSchema })
const IncidentRowSchema = RowSchema.extend({ text: z.string().nullable(), keys: z.array(z.string()) })
const SkillRowSchema = RowSchema.extend({
  description: z.string().nullable(),
  body: z.string(),
  draft: DocumentDraftSchema.shape.skill.nullable(),
})

/** What is asked: a text with its patterns, and the words of it that are searched for (`termsAsked`, once for both kinds). */
type Asked = { text: string; patterns: string[]; terms: TellingTerms | null; confirmed: Confirmed | null }

/** The words of a text that are searched for, as `tsquery` texts; null when there are none. */
export async function termsAsked(text: string): Promise<TellingTerms | null> {
  return tellingTerms(wordsAsked(text))
}

const confirmedOn = (confirmed: Confirmed | null, id: string) => (confirmed?.id === id ? confirmed.on : null)

/**
 * Incidents that a text may remind of: by its patterns, by names that it has, by its words, and the one confirmed for it. Of
 * the keys of each only those that the text states too are read. Only what the viewer may read is among them.
 */
export async function findRecognisableIncidents(viewer: Viewer, asked: Asked): Promise<RecognisableIncident[]> {
  const { text, patterns, terms, confirmed } = asked
  const keys = keysStated(text)
  const telling = await tellingKeys(keys)
  const ways = [
    ...membersOf(viewer, 'incident', patterns),
    ...incidentsNaming(viewer, telling),
    ...toldIn(viewer, 'incident', terms),
  ]
  if (confirmed?.kind === 'incident') ways.push(theOne(confirmed.id))
  if (ways.length === 0) return []
  const rows = await database.$queryRaw`
    WITH candidates AS MATERIALIZED (${Prisma.join(ways, ' UNION ')})
    SELECT i."id", i."slug", i."title", ${KNOWN_MATCHES.incident},
      (SELECT string_agg(left(d."body", ${INCIDENT_READ}::int), ' ' ORDER BY d."lang") FROM "SearchDocument" d
        WHERE d."kind" = 'incident' AND d."refId" = i."id") AS "text",
      ARRAY(SELECT DISTINCT k FROM "Postmortem" e, unnest(e."fingerprint") k
        WHERE e."incidentId" = i."id" AND k = ANY(${keys}::text[])) AS "keys"
    FROM candidates c JOIN "Incident" i USING ("id")`
  return z
    .array(IncidentRowSchema)
    .parse(rows)
    .map(({ id, text: told, ...incident }) => ({
      ...incident,
      text: told ?? '',
      confirmedOn: confirmedOn(confirmed, id),
    }))
}

/**
 * Skills that may help: by the text's patterns, by its words, by what they mean, by names made of its words, and the one that
 * a person confirmed for it; only those that the viewer may read. Drafts are none to follow yet; for a retired one stands the skill
 * to follow instead.
 */
export async function findRecognisableSkills(viewer: Viewer, asked: Asked): Promise<RecognisableSkill[]> {
  const { text, patterns, terms, confirmed } = asked
  const ways = [
    ...membersOf(viewer, 'skill', patterns),
    ...toldIn(viewer, 'skill', terms),
    ...skillsMeaning(viewer, meaningTerms(text)),
  ]
  ways.push(...skillsNamed(viewer, namesSideBySide(text)))
  if (confirmed?.kind === 'skill') ways.push(theOne(confirmed.id))
  if (ways.length === 0) return []
  const rows = await database.$queryRaw`
    WITH found AS MATERIALIZED (${Prisma.join(ways, ' UNION ')}),
      candidates AS MATERIALIZED (
        SELECT "id" FROM found UNION SELECT s."successorId" FROM found JOIN "Skill" s USING ("id")
        WHERE s."stage" = 'retired' AND ${visible(viewer, Prisma.sql`s."successorId"`)})
    SELECT s."id", s."slug", s."title", s."description", left(s."body", ${SKILL_READ}::int) AS "body", s."draft"->'skill' AS "draft",
      ${KNOWN_MATCHES.skill}
    FROM candidates c JOIN "Skill" s USING ("id") WHERE s."stage" = 'published'`
  return z
    .array(SkillRowSchema)
    .parse(rows)
    .map(({ id, draft, ...skill }) => ({
      ...skill,
      triggers: draft?.triggers ?? [],
      symptoms: draft?.symptoms ?? [],
      confirmedOn: confirmedOn(confirmed, id),
    }))
}
