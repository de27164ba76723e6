import { z } from 'zod'
import type { Prisma } from '@/generated/prisma/client'
import { database } from '@/lib/database'
import type { RelativeNode } from '@/lib/recognise/relatives'
import { termsOf } from '@/lib/recognise/terms'
import { MATCH_INCLUDE, viewMatches } from './match-views'

/** UTF-16 code units of a text from which its terms are taken: the summary stands first, and the cost grows with each. */
const TEXT_READ = 2_000

const SUGGESTED = { where: { state: 'open' } } as const
const INCIDENT_SELECT = {
  id: true,
  slug: true,
  title: true,
  langs: true,
  stub: true,
  matches: { include: MATCH_INCLUDE },
  editions: { select: { fingerprint: true } },
  suggestedAs: { ...SUGGESTED, select: { other: { select: { slug: true } } } },
  suggestedFor: { ...SUGGESTED, select: { incident: { select: { slug: true } } } },
} satisfies Prisma.IncidentSelect
type IncidentRow = Prisma.IncidentGetPayload<{ select: typeof INCIDENT_SELECT }>
const SKILL_SELECT = {
  id: true,
  slug: true,
  title: true,
  lang: true,
  matches: { include: MATCH_INCLUDE },
} satisfies Prisma.SkillSelect
type SkillRow = Prisma.SkillGetPayload<{ select: typeof SKILL_SELECT }>

const TextSchema = z.object({ refId: z.string(), text: z.string() })

/** What the texts of things are about, by id; the languages of one thing are joined. */
async function readTerms(ids: string[]): Promise<Map<string, string[]>> {
  const rows = await database.$queryRaw`
    SELECT "refId", string_agg("title" || ' ' || left("body", ${TEXT_READ}::int), ' ') AS "text"
    FROM "SearchDocument" WHERE "kind" IN ('incident', 'skill') AND "refId" = ANY(${ids}) GROUP BY "refId"`
  return new Map(
    z
      .array(TextSchema)
      .parse(rows)
      .map(({ refId, text }) => [refId, termsOf(text)]),
  )
}

function nodeOfIncident(row: IncidentRow, terms: string[]): RelativeNode {
  return {
    kind: 'incident',
    slug: row.slug,
    title: row.title,
    langs: row.langs,
    stub: row.stub,
    matches: viewMatches(row.matches),
    keys: [...new Set(row.editions.flatMap((edition) => edition.fingerprint))],
    terms,
    sameAs: [...row.suggestedAs.map(({ other }) => other.slug), ...row.suggestedFor.map((one) => one.incident.slug)],
  }
}

function nodeOfSkill(row: SkillRow, terms: string[]): RelativeNode {
  const { slug, title, lang, matches } = row
  // The fingerprint tells editions of one incident apart; a skill has none.
  return { kind: 'skill', slug, title, langs: [lang], stub: false, matches: viewMatches(matches), keys: [], terms }
}

/** Incidents and skills by id as relatives: four queries however many there are. */
export async function readRelativeNodes(ids: { incidents: string[]; skills: string[] }): Promise<RelativeNode[]> {
  const [incidents, skills, terms] = await Promise.all([
    database.incident.findMany({ where: { id: { in: ids.incidents } }, select: INCIDENT_SELECT }),
    database.skill.findMany({ where: { id: { in: ids.skills } }, select: SKILL_SELECT }),
    readTerms([...ids.incidents, ...ids.skills]),
  ])
  return [
    ...incidents.map((row) => nodeOfIncident(row, terms.get(row.id) ?? [])),
    ...skills.map((row) => nodeOfSkill(row, terms.get(row.id) ?? [])),
  ]
}
