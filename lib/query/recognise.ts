import { assertCan } from '@/lib/domain/permissions'
import { recognitionTime } from '@/lib/observe/metrics'
import { suggest } from '@/lib/recognise/match-patterns'
import { fuseHits } from '@/lib/recognise/near-in-meaning'
import { rankIncidents, rankSkills, readAsked } from '@/lib/recognise/recognise'
import { alertKeyOf } from '@/lib/recognise/recognise-key'
import type { Recognition } from '@/lib/schema/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { listUnfinishedOf } from './action-items'
import { readCompiled } from './compiled-patterns'
import { listNearAsked, type Meaning } from './near'
import { likeliest, scoreAsked } from './patterns-offered'
import { findRecognisableIncidents, findRecognisableSkills, termsAsked } from './recognisable'
import { findConfirmed } from './recognition-history'

const SKILLS_SHOWN = 5
const INCIDENTS_SHOWN = 8
const ACTION_ITEMS_SHOWN = 10

const since = (started: number) => Math.round((performance.now() - started) * 10) / 10

/**
 * What a symptom or an alert reminds of: patterns, the skills that may help, incidents like it, and what is still undone of
 * them. Everything says why. Takes any text in English, German or Russian; `key` is what stays the same when the alert fires
 * again, by which people's answers are found. `meaning` is of the text, where a model is used: what is near in meaning joins.
 */
export async function recognise(
  viewer: Viewer,
  text: string,
  now: Date = new Date(),
  key: string = alertKeyOf(text),
  meaning: Promise<Meaning | null> | null = null,
): Promise<Recognition> {
  assertCan(viewer, 'read')
  const started = performance.now()
  const asked = text.replaceAll('\u0000', ' ')
  const [compiled, confirmed, terms] = await Promise.all([
    readCompiled(viewer),
    findConfirmed(viewer, key),
    termsAsked(asked),
  ])
  const { patterns } = compiled
  const scored = await scoreAsked(asked, compiled)
  const matches = suggest(scored)
  const about = { text: asked, patterns: matches.map((match) => match.slug), terms, confirmed }
  const [skills, incidents, near] = await Promise.all([
    findRecognisableSkills(viewer, about),
    findRecognisableIncidents(viewer, about),
    listNearAsked(viewer, meaning, { kinds: ['skill', 'incident'] }),
  ])
  const read = readAsked(asked)
  const skillHits = fuseHits(asked, rankSkills(asked, matches, skills, read), 'skill', near).slice(0, SKILLS_SHOWN)
  const incidentHits = fuseHits(asked, rankIncidents(asked, matches, incidents, read), 'incident', near).slice(
    0,
    INCIDENTS_SHOWN,
  )
  const parents = { incidents: incidentHits.map((hit) => hit.slug), skills: skillHits.map((hit) => hit.slug) }
  const actionItems = await listUnfinishedOf(viewer, parents, ACTION_ITEMS_SHOWN, now)
  const tookMs = since(started)
  recognitionTime.observe(tookMs / 1000)
  return {
    patterns: matches.flatMap(({ slug, score, evidence }) => {
      const pattern = patterns.get(slug)
      if (!pattern) return []
      return [
        { slug, title: pattern.title, family: pattern.family, score, evidence: evidence.map(({ text: it }) => it) },
      ]
    }),
    offered: likeliest(scored),
    skills: skillHits,
    incidents: incidentHits,
    actionItems,
    tookMs,
  }
}
