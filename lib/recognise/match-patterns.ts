import type { DocumentDraft, Evidence, MatchRole, PatternMatch } from '@/lib/schema/draft'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Cue } from './cue-syntax'
import { compileCues, type CompiledCues } from './cue-index'
import { type CueHit, findCues } from './find-cues'
import { locateQuote, readWords, type Words } from './locate'
import { quotesOf, type Weighed } from './quotes'
import {
  type WeightedRange,
  INTENTION,
  isIntention,
  isReason,
  PLAIN,
  REASON,
  weighByHeadings,
  weighDraft,
  weightAt,
} from './sections'

/** Below this sum of cue weights a pattern is not suggested. Tuned on labelled incident reports (`bench/recognition.ts`). */
const THRESHOLD = 1.4
/**
 * A mechanism this far below the best one of the same text is not suggested either. Past a point it does not matter how strong
 * the best one is. What let it through the tests stands beside the mechanism and is judged alone.
 */
const SHARE_OF_BEST = 0.45
const BESIDE_A_CAUSE = 'verification'
const BEST_COUNTS_UP_TO = 4.5
/** Sum of cue weights at which the score reaches 63 %. */
const SATURATION = 3
/** Each further cue in one sentence counts for this much of the one before: they are seldom independent. */
const SAME_SENTENCE = 0.5
/** The same cue again in other sentences adds little, however often a template repeats it. */
const REPEAT = 0.1
const REPEATS = 2
/** Phrases in neighbouring sentences say less than phrases in one. */
const SPREAD = 0.75

/** Families that never are the root: they hinder the response, or let another mechanism through. */
const ROLE_OF_FAMILY: Record<string, MatchRole> = { response: 'aggravating', verification: 'contributing' }
/** Response obstacles are told in timelines and impact, so those sections do not count less for them. */
const TOLD_ANYWHERE = new Set(['response'])

/** What a hit is worth by the use of its cue. */
export type Worth = Record<Cue['use'], number>
const FOUND: Worth = { match: 1, against: -1, plan: 0 }

/** A pattern with its support in a text: the sum of its cues' weights and where they stand. */
export type Candidate = { pattern: CataloguePattern; raw: number; hits: Weighed[] }

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
  const { text, ranges } = weighDraft(doc)
  const matches = match(text, ranges, compiled(patterns))
  let read: Words | null = null
  const words = () => (read ??= readWords(source ?? ''))
  return matches.map((found) => ({
    ...found,
    evidence: found.evidence.map(({ text: quote }): Evidence => {
      const span = source === undefined ? null : locateQuote(source, words, quote)
      return { text: quote, lang: doc.lang, ...(span ? { span } : {}) }
    }),
  }))
}

/** Finds the patterns of a plain or Markdown text; spans of the evidence point into that text. */
export function matchText(text: string, patterns: CataloguePattern[] | CompiledCues): PatternMatch[] {
  return match(text, weighByHeadings(text), compiled(patterns))
}

export function compiled(patterns: CataloguePattern[] | CompiledCues): CompiledCues {
  return Array.isArray(patterns) ? compileCues(patterns) : patterns
}

function match(text: string, ranges: WeightedRange[], cues: CompiledCues): PatternMatch[] {
  const all = weighPatterns(text, ranges, cues, FOUND)
  const best = Math.min(all[0]?.raw ?? 0, BEST_COUNTS_UP_TO)
  const kept = all.filter(
    ({ raw, pattern }) => raw >= THRESHOLD && (raw >= best * SHARE_OF_BEST || pattern.family === BESIDE_A_CAUSE),
  )
  let rootTaken = false
  return kept.map(({ pattern, raw, hits }) => {
    const role = ROLE_OF_FAMILY[pattern.family] ?? (rootTaken ? 'contributing' : 'root')
    rootTaken ||= role === 'root'
    return { slug: pattern.slug, score: scoreOf(raw), role, evidence: quotesOf(text, hits) }
  })
}

/** Sum of cue weights as a score of 0 to 1. */
export function scoreOf(raw: number): number {
  return Math.round((1 - Math.exp(-raw / SATURATION)) * 1000) / 1000
}

/**
 * All patterns with any support, best first; equal ones by slug, so that the order of the catalogue does not matter.
 * Without `ranges` every place counts alike, and so do intentions: a plan is all intention.
 */
export function weighPatterns(
  text: string,
  ranges: WeightedRange[] | null,
  cues: CompiledCues,
  worth: Worth,
): Candidate[] {
  const toneOf = readTones(text)
  const byPattern = new Map<number, Weighed[]>()
  for (const hit of findCues(cues, text)) {
    const pattern = cues.patterns[hit.pattern]
    if (!pattern || worth[hit.use] === 0) continue
    const section = ranges ? weightOfHit(ranges, hit, toneOf) : 1
    const factor = TOLD_ANYWHERE.has(pattern.family) && section > 0 ? Math.max(1, section) : section
    const value = hit.weight * factor * worth[hit.use] * (hit.spread ? SPREAD : 1)
    if (value === 0) continue
    const found = byPattern.get(hit.pattern)
    if (found) found.push({ hit, value })
    else byPattern.set(hit.pattern, [{ hit, value }])
  }
  const candidates: Candidate[] = []
  for (const [number, found] of byPattern) {
    const pattern = cues.patterns[number]
    const raw = sumUp(found)
    if (pattern && raw > 0) candidates.push({ pattern, raw, hits: found.filter(({ value }) => value > 0) })
  }
  return candidates.toSorted((a, b) => b.raw - a.raw || compare(a.pattern.slug, b.pattern.slug))
}

/** What a sentence's tone makes of a cue in it, read once for each sentence. */
function readTones(text: string): (hit: CueHit) => { intention: boolean; reason: boolean } {
  const tones = new Map<string, { intention: boolean; reason: boolean }>()
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

function weightOfHit(ranges: WeightedRange[], hit: CueHit, toneOf: ReturnType<typeof readTones>): number {
  const section = weightAt(ranges, hit.at)
  if (section < PLAIN) return section
  const { intention, reason } = toneOf(hit)
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
