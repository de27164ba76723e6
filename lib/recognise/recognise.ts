import type { PatternMatch, Trigger } from '@/lib/schema/draft'
import type { MatchState } from '@/lib/schema/pattern'
import { findStatedNames } from './stated-names'
import { type Rarity, rarityIn, termsOf } from './terms'
import { tokenise } from './tokens'
import { readTrigger } from './triggers'

/** A pattern of something stored. */
export type KnownMatch = { slug: string; title: string; score: number; state: MatchState }

/** A skill as far as recognition needs it; `body` may be left empty when it is not at hand. */
export type RecognisableSkill = {
  slug: string
  title: string
  description: string | null
  triggers: Trigger[]
  symptoms: string[]
  body: string
  matches: KnownMatch[]
}

/** An incident as far as recognition needs it; `text` is what its editions say (summary and causes are enough). */
export type RecognisableIncident = { slug: string; title: string; text: string; matches: KnownMatch[]; keys: string[] }

export type Hit = { slug: string; title: string; score: number; reasons: string[] }

/** One thing that speaks for a hit; parts add up as independent evidence does. */
type Part = { weight: number; reason: string }

/** Below this a hit is noise. */
const HIT_FROM = 0.12
const WEIGHT = {
  pattern: 0.55,
  trigger: 0.6,
  named: 0.25,
  symptom: 0.5,
  phrase: 0.45,
  title: 0.65,
  words: 0.5,
  key: 0.3,
}
const MAX_WORDS = 6

function score(parts: Part[]): number {
  const left = parts.reduce((rest, part) => rest * (1 - Math.max(0, Math.min(1, part.weight))), 1)
  return Math.round((1 - left) * 1000) / 1000
}

function rank(hits: Hit[]): Hit[] {
  return hits
    .filter((hit) => hit.score >= HIT_FROM && hit.reasons.length > 0)
    .toSorted((a, b) => b.score - a.score || (a.slug < b.slug ? -1 : 1))
}

function patternParts(found: readonly PatternMatch[], known: readonly KnownMatch[]): Part[] {
  return found.flatMap((match) => {
    const other = known.find(({ slug, state }) => slug === match.slug && state !== 'rejected')
    if (!other) return []
    const sure = other.state === 'confirmed' ? 1 : other.score
    return { weight: WEIGHT.pattern * Math.min(match.score, sure), reason: `Shows the same pattern: ${other.title}` }
  })
}

/** Share of the weight of `terms` that `of` has, and the words in common. */
function coverage(
  terms: readonly string[],
  of: ReadonlySet<string>,
  rarity: Rarity,
): { share: number; words: string[] } {
  let all = 0
  let found = 0
  const words: string[] = []
  for (const term of terms) {
    all += rarity(term)
    if (!of.has(term)) continue
    found += rarity(term)
    if (!term.startsWith('#')) words.push(term)
  }
  return { share: all === 0 ? 0 : found / all, words }
}

/** Log strings, commands and alert names that a body sets in code marks: a quotation of one is a strong sign. */
function quotedPhrases(text: string): string[] {
  const phrases = [...text.matchAll(/`([^`\n]{4,80})`|"([^"\n]{6,80})"|“([^”\n]{6,80})”/gu)].map(
    (found) => found[1] ?? found[2] ?? found[3] ?? '',
  )
  return [
    ...new Set(
      phrases.map((phrase) =>
        tokenise(phrase)
          .map(({ word }) => word)
          .join(' '),
      ),
    ),
  ].filter((phrase) => /\p{L}{3}/u.test(phrase))
}

function phraseParts(text: string, body: string): Part[] {
  const words = ` ${tokenise(text)
    .map(({ word }) => word)
    .join(' ')} `
  const found = quotedPhrases(body).filter((phrase) => words.includes(` ${phrase} `))
  return found.slice(0, 3).map((phrase) => ({ weight: WEIGHT.phrase, reason: `Names “${phrase}”` }))
}

/**
 * Ranks skills for a symptom or an alert, best first: by patterns in common, by triggers that its numbers fire, by symptoms and
 * log strings that it names, and by words. Every hit says why. `matches` are the patterns of the text (`matchText`).
 */
export function rankSkills(
  text: string,
  matches: readonly PatternMatch[],
  skills: readonly RecognisableSkill[],
): Hit[] {
  const asked = termsOf(text)
  const askedSet = new Set(asked)
  const bodies = skills.map((skill) =>
    termsOf(`${skill.title} ${skill.description ?? ''} ${skill.symptoms.join(' ')} ${skill.body}`),
  )
  const rarity = rarityIn(bodies)
  return rank(
    skills.map((skill, index) => {
      const parts = [
        ...patternParts(matches, skill.matches),
        ...phraseParts(text, `${skill.symptoms.join('\n')}\n${skill.body}`),
      ]
      for (const trigger of skill.triggers) {
        const reading = readTrigger(trigger, text, askedSet)
        if (!reading) continue
        const weight = { met: WEIGHT.trigger, named: WEIGHT.named, calm: 0 }[reading.state]
        parts.push({ weight, reason: reading.reason })
      }
      for (const symptom of skill.symptoms) {
        const { share } = coverage(termsOf(symptom), askedSet, rarity)
        if (share >= 0.4)
          parts.push({ weight: WEIGHT.symptom * share * share, reason: `Names its symptom: ${symptom}` })
      }
      parts.push(...wordParts(asked, askedSet, termsOf(skill.title), new Set(bodies[index]), rarity))
      return { slug: skill.slug, title: skill.title, score: score(parts), reasons: reasonsOf(parts) }
    }),
  )
}

function wordParts(
  asked: readonly string[],
  askedSet: ReadonlySet<string>,
  title: readonly string[],
  body: ReadonlySet<string>,
  rarity: Rarity,
): Part[] {
  const parts: Part[] = []
  const named = coverage(title, askedSet, rarity)
  if (named.share > 0.3)
    parts.push({ weight: WEIGHT.title * named.share, reason: `Its title has the words ${listWords(named.words)}` })
  const told = coverage(asked, body, rarity)
  if (told.share > 0.15)
    parts.push({ weight: WEIGHT.words * told.share, reason: `Has the words ${listWords(told.words)}` })
  return parts
}

function listWords(words: string[]): string {
  return words.length > 0 ? words.slice(0, MAX_WORDS).join(', ') : 'of the same meaning'
}

function reasonsOf(parts: Part[]): string[] {
  return [...new Set(parts.toSorted((a, b) => b.weight - a.weight).map((part) => part.reason))].slice(0, 6)
}

/**
 * Ranks incidents for a symptom, an alert or a planned change, best first: by patterns in common, by names that both have
 * (domains, identifiers, log strings), and by words. Every hit says why.
 */
export function rankIncidents(
  text: string,
  matches: readonly PatternMatch[],
  incidents: readonly RecognisableIncident[],
): Hit[] {
  const asked = termsOf(text)
  const askedSet = new Set(asked)
  const names = findStatedNames(text)
  const keys = [
    ...[...names.domains].map((name) => `domain:${name}`),
    ...[...names.identifiers].map((name) => `id:${name}`),
  ]
  const bodies = incidents.map((incident) => termsOf(`${incident.title} ${incident.text}`))
  const rarity = rarityIn(bodies)
  return rank(
    incidents.map((incident, index) => {
      const parts = [...patternParts(matches, incident.matches), ...phraseParts(text, incident.text)]
      for (const key of keys.filter((name) => incident.keys.includes(name)).slice(0, 3)) {
        parts.push({ weight: WEIGHT.key, reason: `Names ${key.slice(key.indexOf(':') + 1)}` })
      }
      parts.push(...wordParts(asked, askedSet, termsOf(incident.title), new Set(bodies[index]), rarity))
      return { slug: incident.slug, title: incident.title, score: score(parts), reasons: reasonsOf(parts) }
    }),
  )
}
