import type { DocumentDraft, Evidence, MatchRole, PatternMatch } from '@/lib/schema/draft'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Lang } from '@/lib/schema/text'
import type { Cue } from './cue-syntax'
import { compileCues, type CompiledCues } from './cue-index'
import { type CueHit, findCues } from './find-cues'
import { locateQuote, readWords, type Words } from './locate'
import { type Passage, quotesOf } from './quotes'
import { type Reading, readText, type ReadSentence } from './reading'
import {
  type WeightedRange,
  INTENTION,
  isIntention,
  isReason,
  PLAIN,
  REASON,
  weighByHeadings,
  weighDraft,
} from './sections'
import { weightAt } from './weight-at'
import { calibrate, countTerms, shareOfCues, tellingSentences, weighTerms } from './word-model'

/** From this score on a pattern is suggested where no better one stands beside it: there F1 is best on reports that are new. */
export const THRESHOLD = 0.27
/** A pattern that was not learned has its cues alone: the sum of their weights at which the score reaches 63 %. */
const SATURATION = 4.4
/**
 * A mechanism this far below the best one of the same text is not suggested either. What let it through the tests stands beside
 * the mechanism and is judged alone.
 */
const SHARE_OF_BEST = 0.45
const BESIDE_A_CAUSE = 'verification'
/** Each further cue in one sentence counts for this much of the one before: they are seldom independent. */
const SAME_SENTENCE = 0.5
/** The same cue again in other sentences adds little, however often a template repeats it. */
const REPEAT = 0.1
const REPEATS = 2
/** Of a pattern that no cue speaks for, so many sentences are quoted. */
const SENTENCES_SHOWN = 2
/** Phrases in neighbouring sentences say less than phrases in one. */
const SPREAD = 0.75

/** Families that never are the root: they hinder the response, or let another mechanism through. */
const ROLE_OF_FAMILY: Record<string, MatchRole> = { response: 'aggravating', verification: 'contributing' }
/** Response obstacles are told in timelines and impact, so those sections do not count less for them. */
const TOLD_ANYWHERE = new Set(['response'])

/** What a hit is worth by the use of its cue. */
export type Worth = Record<Cue['use'], number>
/** In a report of what happened. */
export const FOUND: Worth = { match: 1, against: -1, plan: 0 }

/** A cue in a text and what it is worth there. */
type Weighed = { hit: CueHit; value: number }

/** A pattern with its support in a text: the sum of its cues' weights (negative when they speak against it) and where they stand. */
export type Support = { pattern: number; raw: number; passages: Passage[] }

/** A pattern with its score in a text, and what is quoted for it: made when it is asked for, since most are not suggested. */
export type Candidate = { pattern: CataloguePattern; score: number; evidence: () => Evidence[] }

/**
 * Finds the patterns of a draft. Cues count by where they stand (causes and lessons most, impact and actions least), negated
 * and repeated ones not. Best first; the best one is the root. An empty list means: no pattern is well enough supported.
 *
 * `source` is the verbatim text the draft was read from: with it, evidence carries its span in that text; without it, no span.
 */
export function matchPatterns(
  doc: DocumentDraft,
  patterns: CataloguePattern[] | CompiledCues,
  source?: string,
): PatternMatch[] {
  return withSpans(suggest(scoreDraft(doc, compiled(patterns))), doc.lang, source)
}

/** All patterns with their scores in a draft, best first, each section weighing as its kind does. */
export function scoreDraft(doc: DocumentDraft, cues: CompiledCues): Candidate[] {
  const { text, ranges } = weighDraft(doc)
  return scorePatterns(text, ranges, cues)
}

/** Gives the evidence the language of its text and, where `source` is at hand, its span in that text. */
export function withSpans(matches: readonly PatternMatch[], lang: Lang, source?: string): PatternMatch[] {
  let read: Words | null = null
  const words = () => (read ??= readWords(source ?? ''))
  return matches.map((found) => ({
    ...found,
    evidence: found.evidence.map(({ text: quote }): Evidence => {
      const span = source === undefined ? null : locateQuote(source, words, quote)
      return { text: quote, lang, ...(span ? { span } : {}) }
    }),
  }))
}

/** Finds the patterns of a plain or Markdown text; spans of the evidence point into that text. */
export function matchText(text: string, patterns: CataloguePattern[] | CompiledCues): PatternMatch[] {
  return suggest(scoreText(text, compiled(patterns)))
}

/** All patterns with their scores in a plain or Markdown text, best first. */
export function scoreText(text: string, cues: CompiledCues): Candidate[] {
  return scorePatterns(text, weighByHeadings(text), cues)
}

export function compiled(patterns: CataloguePattern[] | CompiledCues): CompiledCues {
  return Array.isArray(patterns) ? compileCues(patterns) : patterns
}

/** Of all patterns, best first, those that are well enough supported to be suggested; the best one is the root. */
export function suggest(all: readonly Candidate[]): PatternMatch[] {
  const best = all[0]?.score ?? 0
  const kept = all.filter(
    ({ score, pattern }) => score >= THRESHOLD && (score >= best * SHARE_OF_BEST || pattern.family === BESIDE_A_CAUSE),
  )
  let rootTaken = false
  return kept.flatMap(({ pattern, score, evidence }) => {
    const quotes = evidence()
    // Nothing is suggested that cannot be shown.
    if (quotes.length === 0) return []
    const role = ROLE_OF_FAMILY[pattern.family] ?? (rootTaken ? 'contributing' : 'root')
    rootTaken ||= role === 'root'
    return [{ slug: pattern.slug, score, role, evidence: quotes }]
  })
}

/**
 * All patterns with their scores in a text, best first: what the words say and what the cues say, added as the model learned it.
 * Equal ones by slug, so that the order of the catalogue does not matter.
 */
export function scorePatterns(text: string, ranges: WeightedRange[], cues: CompiledCues): Candidate[] {
  const { model } = cues
  const { reading, toneOf, weightOf, counts } = readWeighed(text, ranges)
  const found = weighPatterns(reading, ranges, cues, FOUND, toneOf)
  const supports = new Map(found.map((support) => [support.pattern, support]))
  const { logits } = weighTerms(model, counts)
  const candidates = cues.patterns.map((pattern, number): Candidate => {
    const support = supports.get(number)
    const raw = support?.raw ?? 0
    const learned = model.additions[cues.learned[number] ?? -1]
    const score = learned
      ? calibrate(model, learned.bias + learned.cues * shareOfCues(raw) + (logits[cues.learned[number] ?? -1] ?? 0))
      : 1 - Math.exp(-Math.max(0, raw) / SATURATION)
    const evidence = () =>
      quotesOf(text, support?.passages.length ? support.passages : passagesOf(cues, reading, number, weightOf))
    return { pattern, score: Math.round(score * 1000) / 1000, evidence }
  })
  return candidates.toSorted((a, b) => b.score - a.score || compare(a.pattern.slug, b.pattern.slug))
}

/** What a text is read as before anything is looked for in it; `counts`: its terms by how often they stand there, weighed. */
type Weighted = {
  text: string
  reading: Reading
  toneOf: (place: Place) => Tone
  /** What a sentence is worth by its section and its tone. */
  weightOf: (sentence: ReadSentence) => number
  counts: ReadonlyMap<string, number>
}

const weighted = new WeakMap<readonly WeightedRange[], Weighted>()

/**
 * Reads a text whose sections weigh as `ranges` say, which must not change afterwards: once for all that asks about the same ranges. To read a long one
 * takes half a second, and its patterns and its neighbours are looked for one after the other.
 */
export function readWeighed(text: string, ranges: WeightedRange[]): Weighted {
  const known = weighted.get(ranges)
  if (known?.text === text) return known
  const reading = readText(text)
  const toneOf = readTones(text)
  const weightOf = (sentence: ReadSentence) => weightOfPlace(ranges, sentence.start, sentence, toneOf)
  const read = { text, reading, toneOf, weightOf, counts: countTerms(reading, weightOf) }
  weighted.set(ranges, read)
  return read
}

/** The passages that a pattern's words stand in, for one that no cue speaks for. */
function passagesOf(
  { model, learned }: CompiledCues,
  reading: Reading,
  number: number,
  weightOf: (sentence: ReadSentence) => number,
): Passage[] {
  const mechanism = learned[number] ?? -1
  if (mechanism < 0) return []
  return tellingSentences(model, reading, mechanism, weightOf)
    .slice(0, SENTENCES_SHOWN)
    .map(({ sentence: { start, end }, value }) => ({ start, end, at: start, value }))
}

/**
 * The support of each pattern that a cue speaks for or against, most support first. Without `ranges` every place counts alike,
 * and so do intentions: a plan is all intention.
 */
export function weighPatterns(
  reading: Reading,
  ranges: WeightedRange[] | null,
  cues: CompiledCues,
  worth: Worth,
  toneOf: (place: Place) => Tone = readTones(reading.text),
): Support[] {
  const byPattern = new Map<number, Weighed[]>()
  for (const hit of findCues(cues, reading)) {
    const pattern = cues.patterns[hit.pattern]
    if (!pattern || worth[hit.use] === 0) continue
    const section = ranges ? weightOfPlace(ranges, hit.at, hit, toneOf) : 1
    const factor = TOLD_ANYWHERE.has(pattern.family) && section > 0 ? Math.max(1, section) : section
    const value = hit.weight * factor * worth[hit.use] * (hit.spread ? SPREAD : 1)
    if (value === 0) continue
    const found = byPattern.get(hit.pattern)
    if (found) found.push({ hit, value })
    else byPattern.set(hit.pattern, [{ hit, value }])
  }
  return [...byPattern]
    .map(([pattern, found]) => ({ pattern, raw: sumUp(found), passages: speakingFor(found) }))
    .toSorted((a, b) => b.raw - a.raw || compare(slugOf(cues, a), slugOf(cues, b)))
}

function speakingFor(found: Weighed[]): Passage[] {
  return found.flatMap(({ hit: { start, end, at }, value }) => (value > 0 ? [{ start, end, at, value }] : []))
}

function slugOf({ patterns }: CompiledCues, { pattern }: Support): string {
  return patterns[pattern]?.slug ?? ''
}

type Place = { start: number; end: number }
type Tone = { intention: boolean; reason: boolean }

/** What a sentence's tone makes of what stands in it, read once for each sentence. */
function readTones(text: string): (place: Place) => Tone {
  const tones = new Map<string, Tone>()
  return ({ start, end }) => {
    const key = `${start}:${end}`
    const known = tones.get(key)
    if (known) return known
    const sentence = text.slice(start, end)
    const tone = { intention: isIntention(sentence), reason: isReason(sentence) }
    tones.set(key, tone)
    return tone
  }
}

function weightOfPlace(ranges: WeightedRange[], at: number, sentence: Place, toneOf: (place: Place) => Tone): number {
  const section = weightAt(ranges, at)
  if (section < PLAIN) return section
  const { intention, reason } = toneOf(sentence)
  if (intention) return section * INTENTION
  return section === PLAIN && reason ? section * REASON : section
}

/** The support of one pattern: every cue once, at its best place, less for cues that share a sentence, a little for repeats. */
function sumUp(found: Weighed[]): number {
  const bestOf = new Map<number, Weighed>()
  const repeats = new Map<number, number>()
  for (const one of found) {
    const best = bestOf.get(one.hit.cue)
    repeats.set(one.hit.cue, (repeats.get(one.hit.cue) ?? -1) + 1)
    if (!best || Math.abs(one.value) > Math.abs(best.value)) bestOf.set(one.hit.cue, one)
  }
  const bySentence = new Map<number, number[]>()
  for (const [cue, { hit, value }] of bestOf) {
    const repeated = value * (1 + REPEAT * Math.min(REPEATS, repeats.get(cue) ?? 0))
    bySentence.set(hit.end, [...(bySentence.get(hit.end) ?? []), repeated])
  }
  let sum = 0
  for (const values of bySentence.values()) {
    const [against, speaking] = [values.filter((value) => value < 0), values.filter((value) => value > 0)]
    speaking.sort((a, b) => b - a)
    sum += speaking.reduce((total, value, index) => total + value * SAME_SENTENCE ** index, 0)
    sum += against.reduce((total, value) => total + value, 0)
  }
  return sum
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
