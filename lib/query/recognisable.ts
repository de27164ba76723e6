import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import type { RecognisableIncident, RecognisableSkill } from '@/lib/recognise/recognise'
import { findStatedNames } from '@/lib/recognise/stated-names'
import { beginningsFor } from '@/lib/recognise/worded-concepts'
import { nameOf, readWordedTerms } from '@/lib/recognise/worded-terms'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import { MatchStateSchema } from '@/lib/schema/pattern'
import type { Confirmed } from './recognition-history'
import { likePattern } from './sql'
import { tellingRows, tellingTerms } from './telling-words'

/** Candidates for each way of being known; the ranking decides among them, these only bound its cost. */
const PER_PATTERN = 12
const BY_WORDS = 20
const BY_NAME = 12
const BY_MEANING = 30
/** Matches of any word that are ranked; of incidents twice as many, see `tellingRows`. */
const RANKED = { incident: 200, skill: 600 } as const
/** Words of a text that a search asks for: an alert has fewer, of a long text the longest tell the most. */
const WORDS_ASKED = 24
/** UTF-16 code units read of an incident: the summary stands first. Of a skill all steps may be quoted by an alert. */
const INCIDENT_READ = 1_500
const SKILL_READ = 8_000

const IdsSchema = z.array(z.object({ id: z.string() }))
type Kind = 'incident' | 'skill'
const OWNER = { incident: Prisma.sql`m."incidentId"`, skill: Prisma.sql`m."skillId"` } as const

/** The strongest members of the patterns, read off an index. */
async function findByPatterns(kind: Kind, patterns: string[]): Promise<{ id: string }[]> {
  if (patterns.length === 0) return []
  const owner = OWNER[kind]
  const rows = await database.$queryRaw`
    SELECT DISTINCT c."id" FROM "Pattern" p CROSS JOIN LATERAL (
      SELECT ${owner} AS "id" FROM "Match" m
      WHERE m."patternId" = p."id" AND m."state" <> 'rejected' AND ${owner} IS NOT NULL
      ORDER BY m."score" DESC LIMIT ${PER_PATTERN}
    ) c WHERE p."slug" = ANY(${patterns})`
  return IdsSchema.parse(rows)
}

/** Nearly every row of an incident is one of the index of kinds: reading that as well costs more than it spares. */
const OF_KIND = { incident: Prisma.sql`"kind" || '' = 'incident'`, skill: Prisma.sql`"kind" = 'skill'` } as const

/** Those that are told in the most of the text's words. Words hold letters and digits only, so they mean nothing else. */
async function findByWords(kind: Kind, text: string): Promise<{ id: string }[]> {
  const words = [...new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])]
  const asked = words.toSorted((a, b) => b.length - a.length).slice(0, WORDS_ASKED)
  if (asked.length === 0) return []
  const terms = await tellingTerms(asked)
  if (terms === null) return []
  // There are few skills, so all that have any of the words are compared.
  const asks = kind === 'skill' ? { ...terms, few: terms.all, pairs: null } : terms
  const told = tellingRows(asks, Prisma.sql`"refId", "search"`, OF_KIND[kind], RANKED[kind])
  const rows = await database.$queryRaw`
    SELECT "refId" AS "id" FROM (${told}) d GROUP BY "refId" ORDER BY max(ts_rank("search", ${terms.all}::tsquery)) DESC LIMIT ${BY_WORDS}`
  return IdsSchema.parse(rows)
}

/** Beginnings of words that a search asks for beside the words themselves. */
const BEGINNINGS_ASKED = 60
/** Names made of words side by side that are looked for in titles. */
const NAMES_ASKED = 16

/** A search for what the words mean, in whatever words and languages: beginnings of each concept in turn, so that none is left out. */
function meaningTerms(text: string): string {
  const concepts = new Set(
    readWordedTerms(text.slice(0, SKILL_READ)).flatMap(({ terms }) => terms.filter((term) => term.startsWith('#'))),
  )
  const lists = [...concepts].map((concept) => beginningsFor(concept.slice(1)))
  const turns = Math.max(0, ...lists.map((list) => list.length))
  const words = Array.from({ length: turns }, (_, turn) => lists.flatMap((list) => list[turn] ?? [])).flat()
  return [...new Set(words)]
    .slice(0, BEGINNINGS_ASKED)
    .map((word) => `'${word}':*`)
    .join(' | ')
}

/** Skills that are told in other words of the same meaning, and those whose title has two of the words as one name. */
async function findSkillsByMeaning(text: string): Promise<{ id: string }[]> {
  const terms = meaningTerms(text)
  const names = namesSideBySide(text)
  const [byMeaning, byName] = await Promise.all([
    terms === ''
      ? []
      : database.$queryRaw`
        SELECT "refId" AS "id" FROM (
          SELECT "refId", "search" FROM "SearchDocument" WHERE "search" @@ ${terms}::tsquery AND "kind" = 'skill' LIMIT ${RANKED.skill}
        ) d GROUP BY "refId" ORDER BY max(ts_rank("search", ${terms}::tsquery)) DESC LIMIT ${BY_MEANING}`,
    names.length === 0
      ? []
      : database.$queryRaw`
        SELECT DISTINCT "refId" AS "id" FROM "SearchDocument"
        WHERE "kind" = 'skill' AND "title" ILIKE ANY(${names.map(likePattern)}) LIMIT ${BY_MEANING}`,
  ])
  return [...IdsSchema.parse(byMeaning), ...IdsSchema.parse(byName)]
}

/** Two words of the text written as one, as names of alerts are: "crash looping" is in `KubePodCrashLooping`. */
function namesSideBySide(text: string): string[] {
  const words = nameOf(text.slice(0, 2_000)).split(' ')
  const pairs = words.slice(1).flatMap((word, index) => {
    const before = words[index] ?? ''
    return before.length >= 3 && word.length >= 3 && !/\d/.test(before + word) ? [before + word] : []
  })
  return [...new Set(pairs)].slice(0, NAMES_ASKED)
}

/** Incidents that have a domain or an identifier of the text. */
async function findByNames(text: string): Promise<{ id: string }[]> {
  const { domains, identifiers } = findStatedNames(text)
  const keys = [...[...domains].map((name) => `domain:${name}`), ...[...identifiers].map((name) => `id:${name}`)]
  if (keys.length === 0) return []
  const rows = await database.$queryRaw`
    SELECT DISTINCT "incidentId" AS "id" FROM (
      SELECT "incidentId" FROM "Postmortem" WHERE "fingerprint" && ${keys.slice(0, 50)}::text[] LIMIT ${BY_NAME}
    ) p`
  return IdsSchema.parse(rows)
}

const idsOf = (...lists: { id: string }[][]) => [...new Set(lists.flat().map((one) => one.id))]

const MATCHES = {
  select: { score: true, state: true, pattern: { select: { slug: true, title: true } } },
} satisfies Prisma.Incident$matchesArgs
type Match = Prisma.MatchGetPayload<typeof MATCHES>

function knownMatches(matches: Match[]): RecognisableIncident['matches'] {
  return matches.map(({ score, state, pattern }) => ({ ...pattern, score, state: MatchStateSchema.parse(state) }))
}

async function readTexts(ids: string[]): Promise<Map<string, string>> {
  const rows = await database.$queryRaw`
    SELECT "refId" AS "id", string_agg(left("body", ${INCIDENT_READ}::int), ' ' ORDER BY "lang") AS "text"
    FROM "SearchDocument" WHERE "kind" = 'incident' AND "refId" = ANY(${ids}) GROUP BY "refId"`
  const parsed = z.array(z.object({ id: z.string(), text: z.string() })).parse(rows)
  return new Map(parsed.map(({ id, text }) => [id, text]))
}

/** Incidents that a text may remind of: by its patterns, by names that it has, by its words, and the one confirmed for it. */
export async function findRecognisableIncidents(
  text: string,
  patterns: string[],
  confirmed: Confirmed | null = null,
): Promise<RecognisableIncident[]> {
  const lists = [findByPatterns('incident', patterns), findByNames(text), findByWords('incident', text)]
  const ids = idsOf(...(await Promise.all(lists)), confirmed?.kind === 'incident' ? [confirmed] : [])
  const [rows, texts] = await Promise.all([
    database.incident.findMany({
      where: { id: { in: ids } },
      select: { id: true, slug: true, title: true, matches: MATCHES, editions: { select: { fingerprint: true } } },
    }),
    readTexts(ids),
  ])
  return rows.map(({ id, slug, title, matches, editions }) => ({
    slug,
    title,
    text: texts.get(id) ?? '',
    matches: knownMatches(matches),
    keys: editions.flatMap((edition) => edition.fingerprint),
    confirmedOn: confirmed?.id === id ? confirmed.on : null,
  }))
}

const TriggersSchema = DocumentDraftSchema.pick({ skill: true })

/**
 * Skills that may help: by the text's patterns, by its words, by what they mean, and the one that a person confirmed for it.
 */
export async function findRecognisableSkills(
  text: string,
  patterns: string[],
  confirmed: Confirmed | null = null,
): Promise<RecognisableSkill[]> {
  const lists = [findByPatterns('skill', patterns), findByWords('skill', text), findSkillsByMeaning(text)]
  const ids = idsOf(...(await Promise.all(lists)), confirmed?.kind === 'skill' ? [confirmed] : [])
  const rows = await database.skill.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true, title: true, description: true, body: true, draft: true, matches: MATCHES },
  })
  return rows.map(({ id, slug, title, description, body, draft, matches }) => {
    const { skill } = TriggersSchema.parse(draft)
    return {
      slug,
      title,
      description,
      triggers: skill?.triggers ?? [],
      symptoms: skill?.symptoms ?? [],
      body: body.slice(0, SKILL_READ),
      matches: knownMatches(matches),
      confirmedOn: confirmed?.id === id ? confirmed.on : null,
    }
  })
}
