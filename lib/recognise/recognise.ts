import { sentence } from '@/lib/schema/sentence'
import type { PatternMatch, Trigger } from '@/lib/schema/draft'
import type { MatchState } from '@/lib/schema/pattern'
import { namesInAddresses, squeeze } from './recognise-key'
import { findStatedNames } from './stated-names'
import { tokenise } from './tokens'
import { readTrigger } from './triggers'
import { type Against, holdAgainst, readDenied } from './worded-against'
import { readWordedTerms } from './worded-terms'
import {
  coverage,
  type Part,
  type Question,
  readQuestion,
  readShelf,
  rememberWorded,
  type Shelf,
  wordParts,
} from './worded'

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
  /** The day on which a person said that it was right for this very alert; absent or null when nobody did. */
  confirmedOn?: string | null
}

/** An incident as far as recognition needs it; `text` is what its editions say (summary and causes are enough). */
export type RecognisableIncident = {
  slug: string
  title: string
  text: string
  matches: KnownMatch[]
  keys: string[]
  /** As of a skill. */
  confirmedOn?: string | null
}

export type Hit = { slug: string; title: string; score: number; reasons: string[] }

/** From this score on a hit is worth saying to somebody who has not asked: one clear sign, or two weak ones. */
export const SUGGESTED_FROM = 0.37
/** Below this a hit is noise. */
const HIT_FROM = 0.1
const WEIGHT = {
  pattern: 0.55,
  trigger: 0.6,
  named: 0.25,
  symptom: 0.5,
  phrase: 0.45,
  key: 0.3,
  address: 0.93,
  confirmed: 0.99,
}
const SYMPTOM_SHARE = 0.4
const REASONS = 6

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
    return {
      weight: WEIGHT.pattern * Math.min(match.score, sure),
      reason: sentence`Shows the same pattern: ${other.title}`,
    }
  })
}

/** Log strings, commands and alert names that a body sets in code marks: a quotation of one is a strong sign. */
function quotedPhrases(text: string): string[] {
  const phrases = [...text.matchAll(/`([^`\n]{4,80})`|"([^"\n]{6,80})"|“([^”\n]{6,80})”/gu)].map(
    (found) => found[1] ?? found[2] ?? found[3] ?? '',
  )
  const words = phrases.map((phrase) => tokenise(phrase).map(({ word }) => word))
  // A single word in quotation marks is no log string.
  return [...new Set(words.filter((list) => list.length > 1).map((list) => list.join(' ')))]
}

/** The folded words of a text with spaces around, for finding phrases in it. */
function spokenIn(text: string): string {
  return ` ${tokenise(text)
    .map(({ word }) => word)
    .join(' ')} `
}

function phraseParts(words: string, body: string): Part[] {
  const found = quotedPhrases(body).filter((phrase) => words.includes(` ${phrase} `))
  return found.slice(0, 3).map((phrase) => ({ weight: WEIGHT.phrase, reason: sentence`Names “${phrase}”` }))
}

/** An asked text as both rankings read it: its words, and what it rules out. */
export type ReadAsked = { question: Question; spoken: string; denied: ReadonlyMap<string, string> }

/** Reads a text that is asked about; for one that is ranked twice, so that it is read once. */
export function readAsked(text: string): ReadAsked {
  return { question: readQuestion(text), spoken: spokenIn(text), denied: readDenied(text) }
}

/**
 * Ranks skills for a symptom or an alert, best first: by what people confirmed for it, by its name or address, by patterns in
 * common, by triggers that its numbers fire, by symptoms and log strings that it names, and by words. What the text rules out
 * ("no deploy") lowers the skills about it. Every hit says why. `matches` are the patterns of the text (`matchText`).
 */
export function rankSkills(
  text: string,
  matches: readonly PatternMatch[],
  skills: readonly RecognisableSkill[],
  { question: asked, spoken, denied }: ReadAsked = readAsked(text),
): Hit[] {
  const addresses = namesInAddresses(text)
  const worded = skills.map((skill) => rememberWorded(skill.title, leadOf(skill), skill.body))
  const shelf = readShelf(worded)
  return rank(
    skills.map((skill, index) => {
      const against = holdAgainst(denied, skill.title, leadOf(skill))
      const parts = [
        ...exactParts(skill, addresses),
        ...patternParts(matches, skill.matches),
        ...phraseParts(spoken, `${skill.symptoms.join('\n')}\n${skill.body}`),
        ...triggerParts(text, asked.terms, skill.triggers),
        ...symptomParts(asked, denied, skill.symptoms, shelf),
        ...wordParts(asked, worded[index], shelf),
      ]
      return hitOf(skill, parts, against)
    }),
  )
}

const leadOf = (skill: RecognisableSkill) => `${skill.description ?? ''}\n${skill.symptoms.join('\n')}`

/** What is known without reading: a person's word for this alert, and the address of its runbook. */
function exactParts({ slug, title, confirmedOn }: RecognisableSkill, addresses: ReadonlySet<string>): Part[] {
  const parts = confirmedParts(confirmedOn)
  if (addresses.has(squeeze(slug)) || addresses.has(squeeze(title))) {
    parts.push({ weight: WEIGHT.address, reason: sentence`An address in the text names it` })
  }
  return parts
}

function confirmedParts(on: string | null | undefined): Part[] {
  return on ? [{ weight: WEIGHT.confirmed, reason: sentence`Confirmed for this alert on ${on}` }] : []
}

function hitOf({ slug, title }: { slug: string; title: string }, parts: Part[], against: Against): Hit {
  // Evidence against something is none for it: with nothing else there is no hit.
  if (parts.length === 0) return { slug, title, score: 0, reasons: [] }
  const said = score([...parts, { weight: against.weight, reason: '' }])
  const reasons = [...reasonsOf(parts), ...against.reasons]
  // What speaks against a hit lowers it and is shown, rather than hides it.
  const held = said < HIT_FROM ? said : Math.max(HIT_FROM, said * against.factor)
  return { slug, title, score: Math.round(held * 1000) / 1000, reasons }
}

function triggerParts(text: string, terms: ReadonlyMap<string, string>, triggers: readonly Trigger[]): Part[] {
  return triggers.flatMap((trigger) => {
    const reading = readTrigger(trigger, text, terms)
    if (!reading) return []
    return { weight: { met: WEIGHT.trigger, named: WEIGHT.named, calm: 0 }[reading.state], reason: reading.reason }
  })
}

function symptomParts(
  asked: Question,
  denied: ReadonlyMap<string, string>,
  symptoms: readonly string[],
  shelf: Shelf,
): Part[] {
  return symptoms.flatMap((symptom) => {
    // "No deploy for hours" is not named by a text that tells of a deploy.
    const isTold = (change: string) => asked.terms.has(`#${change}`) && !denied.has(change)
    if ([...readDenied(symptom).keys()].some(isTold)) return []
    const { share } = coverage(readWordedTerms(symptom), asked, shelf)
    if (share < SYMPTOM_SHARE) return []
    return { weight: WEIGHT.symptom * share * share, reason: sentence`Names its symptom: ${symptom}` }
  })
}

function reasonsOf(parts: Part[]): string[] {
  return [...new Set(parts.toSorted((a, b) => b.weight - a.weight).map((part) => part.reason))].slice(0, REASONS)
}

/**
 * Ranks incidents for a symptom, an alert or a planned change, best first: by patterns in common, by names that both have
 * (domains, identifiers, log strings), and by words. Every hit says why.
 */
export function rankIncidents(
  text: string,
  matches: readonly PatternMatch[],
  incidents: readonly RecognisableIncident[],
  { question: asked, spoken, denied }: ReadAsked = readAsked(text),
): Hit[] {
  const names = findStatedNames(text)
  const keys = [
    ...[...names.domains].map((name) => `domain:${name}`),
    ...[...names.identifiers].map((name) => `id:${name}`),
  ]
  const worded = incidents.map((incident) => rememberWorded(incident.title, '', incident.text))
  const shelf = readShelf(worded)
  return rank(
    incidents.map((incident, index) => {
      const parts = [
        ...confirmedParts(incident.confirmedOn),
        ...patternParts(matches, incident.matches),
        ...phraseParts(spoken, incident.text),
      ]
      for (const key of keys.filter((name) => incident.keys.includes(name)).slice(0, 3)) {
        parts.push({ weight: WEIGHT.key, reason: sentence`Names ${key.slice(key.indexOf(':') + 1)}` })
      }
      parts.push(...wordParts(asked, worded[index], shelf))
      return hitOf(incident, parts, holdAgainst(denied, incident.title, ''))
    }),
  )
}
