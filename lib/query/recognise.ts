import { z } from 'zod'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { compileCues, type CompiledCues } from '@/lib/recognise/cue-index'
import { matchText } from '@/lib/recognise/match-patterns'
import { premortemOf } from '@/lib/recognise/premortem'
import { rankIncidents, rankSkills } from '@/lib/recognise/recognise'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Premortem, Recognition } from '@/lib/schema/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { listUnfinishedOf } from './action-items'
import { readPatterns } from './patterns'
import { findRecognisableIncidents, findRecognisableSkills } from './recognisable'

const SKILLS_SHOWN = 5
const INCIDENTS_SHOWN = 8
const ACTION_ITEMS_SHOWN = 10

type Compiled = { stamp: string; cues: CompiledCues; patterns: Map<string, CataloguePattern> }
let compiled: Compiled | null = null

const StampSchema = z.tuple([z.object({ stamp: z.string() })])

/**
 * The stored patterns, compiled for matching. Compiling costs more than matching a text, so it is kept; each call asks the
 * database whether they are still the same, since other processes change them too.
 */
async function readCompiled(viewer: Viewer): Promise<Compiled> {
  const rows = await database.$queryRaw`
    SELECT count(*) || ' ' || coalesce(max("updatedAt")::text, '') AS "stamp" FROM "Pattern"`
  const [{ stamp }] = StampSchema.parse(rows)
  if (compiled?.stamp === stamp) return compiled
  const patterns = await readPatterns(viewer)
  compiled = { stamp, cues: compileCues(patterns), patterns: new Map(patterns.map((one) => [one.slug, one])) }
  return compiled
}

const since = (started: number) => Math.round((performance.now() - started) * 10) / 10

/**
 * What a symptom or an alert reminds of: patterns, the skills that may help, incidents like it, and what is still undone of
 * them. Everything says why. Takes any text in English, German or Russian.
 */
export async function recognise(viewer: Viewer, text: string, now: Date = new Date()): Promise<Recognition> {
  assertCan(viewer, 'read')
  const started = performance.now()
  const { cues, patterns } = await readCompiled(viewer)
  const asked = text.replaceAll('\u0000', ' ')
  const matches = matchText(asked, cues)
  const slugs = matches.map((match) => match.slug)
  const [skills, incidents] = await Promise.all([
    findRecognisableSkills(asked, slugs),
    findRecognisableIncidents(asked, slugs),
  ])
  const skillHits = rankSkills(asked, matches, skills).slice(0, SKILLS_SHOWN)
  const incidentHits = rankIncidents(asked, matches, incidents).slice(0, INCIDENTS_SHOWN)
  const parents = { incidents: incidentHits.map((hit) => hit.slug), skills: skillHits.map((hit) => hit.slug) }
  return {
    patterns: matches.flatMap(({ slug, score, evidence }) => {
      const pattern = patterns.get(slug)
      if (!pattern) return []
      return [
        { slug, title: pattern.title, family: pattern.family, score, evidence: evidence.map(({ text: it }) => it) },
      ]
    }),
    skills: skillHits,
    incidents: incidentHits,
    actionItems: await listUnfinishedOf(viewer, parents, ACTION_ITEMS_SHOWN, now),
    tookMs: since(started),
  }
}

/** What a planned change could set off, what to ask before it, and which incidents happened that way. */
export async function premortem(viewer: Viewer, text: string): Promise<Premortem> {
  assertCan(viewer, 'read')
  const started = performance.now()
  const { cues } = await readCompiled(viewer)
  const asked = text.replaceAll('\u0000', ' ')
  const risks = premortemOf(asked, cues).patterns.map((pattern) => pattern.slug)
  const incidents = await findRecognisableIncidents(asked, risks)
  return { ...premortemOf(asked, cues, incidents), tookMs: since(started) }
}
