import type { DocumentDraft, Evidence, MatchRole, PatternMatch } from '@/lib/schema/draft'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Cue } from './cue-syntax'
import { compileCues, type CompiledCues, type CueHit, findCues } from './cue-index'
import { locateQuote, readWords } from './locate'
import { type WeightedRange, weighByHeadings, weighDraft, weightAt } from './sections'

/** Below this sum of cue weights a pattern is not suggested. Tuned on labelled incident reports (`bench/recognition.ts`). */
const THRESHOLD = 1.5
/** A pattern this far below the best one of the same text is not suggested either. */
const SHARE_OF_BEST = 0.35
/** Sum of cue weights at which the score reaches 63 %. */
const SATURATION = 3
/** The same cue again in other sentences adds little, however often a template repeats it. */
const REPEAT = 0.15
const REPEATS = 2
const QUOTES = 3
const QUOTE_LENGTH = 420

/** Families that never are the root: they hinder the response, or let another mechanism through. */
const ROLE_OF_FAMILY: Record<string, MatchRole> = { response: 'aggravating', verification: 'contributing' }
/** Response obstacles are told in timelines and impact, so those sections do not count less for them. */
const TOLD_ANYWHERE = new Set(['response'])

/** What a hit is worth by the use of its cue. */
export type Worth = Record<Cue['use'], number>
const FOUND: Worth = { match: 1, against: -1, plan: 0 }

/** A pattern with its support in a text: the sum of its cues' weights and where they stand. */
export type Candidate = { pattern: CataloguePattern; raw: number; hits: { hit: CueHit; value: number }[] }

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
  const words = source === undefined ? null : readWords(source)
  return matches.map((found) => ({
    ...found,
    evidence: found.evidence.map(({ text: quote }): Evidence => {
      const span = words && source !== undefined ? locateQuote(source, words, quote) : null
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
  const best = all[0]?.raw ?? 0
  const kept = all.filter(({ raw }) => raw >= THRESHOLD && raw >= best * SHARE_OF_BEST)
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

/** All patterns with any support, best first; equal ones by slug, so that the order of the catalogue does not matter. */
export function weighPatterns(text: string, ranges: WeightedRange[], cues: CompiledCues, worth: Worth): Candidate[] {
  const byPattern = new Map<number, Map<number, { hit: CueHit; value: number }[]>>()
  for (const hit of findCues(cues, text)) {
    if (worth[hit.use] === 0) continue
    const pattern = cues.patterns[hit.pattern]
    const section = weightAt(ranges, hit.at)
    const factor = pattern && TOLD_ANYWHERE.has(pattern.family) && section > 0 ? Math.max(1, section) : section
    const value = hit.weight * factor * worth[hit.use]
    if (value === 0) continue
    const found = byPattern.get(hit.pattern) ?? new Map<number, { hit: CueHit; value: number }[]>()
    byPattern.set(hit.pattern, found)
    found.set(hit.cue, [...(found.get(hit.cue) ?? []), { hit, value }])
  }
  const candidates: Candidate[] = []
  for (const [number, found] of byPattern) {
    const pattern = cues.patterns[number]
    if (!pattern) continue
    let raw = 0
    const hits: Candidate['hits'] = []
    for (const occurrences of found.values()) {
      const [first, ...more] = occurrences.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))
      if (!first) continue
      raw += first.value * (1 + REPEAT * Math.min(REPEATS, more.length))
      hits.push(...occurrences.filter(({ value }) => value > 0))
    }
    if (raw > 0) candidates.push({ pattern, raw, hits })
  }
  return candidates.toSorted((a, b) => b.raw - a.raw || compare(a.pattern.slug, b.pattern.slug))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The sentences with the strongest cues, each once, strongest first. */
export function quotesOf(text: string, hits: Candidate['hits']): Evidence[] {
  const bySentence = new Map<string, { start: number; end: number; at: number; value: number }>()
  for (const { hit, value } of hits) {
    const key = `${hit.start}:${hit.end}`
    const known = bySentence.get(key)
    if (known) known.value += value
    else bySentence.set(key, { start: hit.start, end: hit.end, at: hit.at, value })
  }
  const quotes: Evidence[] = []
  const taken: [number, number][] = []
  for (const { start, end, at } of [...bySentence.values()].toSorted(
    (a, b) => b.value - a.value || a.start - b.start,
  )) {
    if (quotes.length >= QUOTES) break
    if (taken.some(([from, to]) => start < to && end > from)) continue
    const span = clip(text, start, end, at)
    const quote = text.slice(span[0], span[1])
    if (quotes.some((known) => known.text === quote)) continue
    taken.push([start, end])
    quotes.push({ text: quote, span })
  }
  return quotes
}

/** Keeps a quotation readable: long passages are cut at spaces around the place of the cue. */
function clip(text: string, start: number, end: number, at: number): [number, number] {
  if (end - start <= QUOTE_LENGTH) return [start, end]
  let from = Math.max(start, at - QUOTE_LENGTH / 3)
  let to = Math.min(end, from + QUOTE_LENGTH)
  while (from > start && !/\s/.test(text[from - 1] ?? '')) from--
  while (to < end && !/\s/.test(text[to] ?? '')) to++
  return [from, to]
}
