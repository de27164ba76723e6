import { sentence } from '@/lib/schema/sentence'
import type { PatternMatch } from '@/lib/schema/draft'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { CheckLine, PlanQuote, Premortem } from '@/lib/schema/premortem'
import type { CompiledCues } from './cue-index'
import type { Cue } from './cue-syntax'
import { findCues } from './find-cues'
import { compiled } from './match-patterns'
import { findSigns, type Sign } from './premortem-lines'
import { type ChangePlan, readPlan } from './premortem-plan'
import { type Passage, quotesOf } from './quotes'
import { readText } from './reading'
import { rankIncidents, type RecognisableIncident, SUGGESTED_FROM } from './recognise'
import { foldWord } from './tokens'

/** A plan is read for what it changes; words of failure count less than in a report, and denials ("no cache") not at all. */
const WORTH: Record<Cue['use'], number> = { plan: 1, match: 0.4, against: 0 }
const THRESHOLD = 1.75
const SHARE_OF_BEST = 0.4
/** Sum of weights at which the score reaches 63 %. */
const SATURATION = 3
const MAX_PATTERNS = 6
/** A second sign of another kind counts half as much as the first, and so on; the same sign again hardly. */
const FURTHER_SIGN = 0.5
const REPEAT = 0.1
const REPEATS = 2
const QUOTES = 4
const QUOTE_LENGTH = 300
/** Questions of the likeliest pattern are all asked, of the others the first ones. */
const QUESTIONS = [Number.POSITIVE_INFINITY, 3, 3, 2, 2, 2]
const MAX_INCIDENTS = 8
/** UTF-16 code units of what people wrote that are read for cues, and of a plan that are compared with incidents. */
const PROSE_READ = 200_000
const COMPARED = 12_000

/** A pattern that a plan could set off. */
export type Risk = { pattern: CataloguePattern; score: number; evidence: PlanQuote[] }

/** What was read of a plan; `words` are what incidents are compared with. */
export type FoundRisks = { plan: ChangePlan; risks: Risk[]; words: string }

/** Reads a plan and weighs the patterns that it could set off, likeliest first; `words` are what incidents are compared with. */
export function findRisks(text: string, patterns: CataloguePattern[] | CompiledCues): FoundRisks {
  const cues = compiled(patterns)
  const plan = readPlan(text)
  const prose = plan.prose.slice(0, PROSE_READ)
  const told = weighTold(prose, cues)
  const signs = groupBy(findSigns(plan), ({ pattern }) => pattern)
  const weighed = cues.patterns
    .map((pattern, number) => {
      const support = told.get(number)
      const own = signs.get(pattern.slug) ?? []
      return { pattern, raw: (support?.raw ?? 0) + sumUp(own), own, passages: support?.passages ?? [] }
    })
    .filter(({ raw }) => raw >= THRESHOLD)
    .toSorted((a, b) => b.raw - a.raw || (a.pattern.slug < b.pattern.slug ? -1 : 1))
  const best = weighed[0]?.raw ?? 0
  const risks = weighed.filter(({ raw }) => raw >= best * SHARE_OF_BEST).slice(0, MAX_PATTERNS)
  return {
    plan,
    risks: risks.map(({ pattern, raw, own, passages }) => {
      const written = quotesOf(prose, passages).map(({ text: quote, span }): PlanQuote => ({
        text: quote,
        span: span ?? [0, 0],
        file: null,
        line: null,
        says: null,
      }))
      return { pattern, score: scoreOf(raw), evidence: [...quoteSigns(text, own), ...written].slice(0, QUOTES) }
    }),
    words: wordsOf(plan),
  }
}

/**
 * The support of patterns in what people wrote, by number of the pattern. A plan is short, so every word counts once: not for a
 * cue of each language that it stands in, and not again when it is repeated.
 */
function weighTold(prose: string, cues: CompiledCues): Map<number, { raw: number; passages: Passage[] }> {
  const reading = readText(prose)
  const wordAt = new Map(reading.tokens.map(({ start, word }) => [start, word]))
  const hits = findCues(cues, reading).filter(({ use }) => WORTH[use] > 0)
  const byPattern = groupBy(hits, ({ pattern }) => String(pattern))
  return new Map(
    [...byPattern.values()].map((own) => {
      const strongest = new Map<string, number>()
      for (const { at, weight, use } of own) {
        const word = wordAt.get(at) ?? ''
        strongest.set(word, Math.max(strongest.get(word) ?? 0, weight * WORTH[use]))
      }
      const passages = own.map(({ start, end, at, weight, use }) => ({ start, end, at, value: weight * WORTH[use] }))
      return [own[0]?.pattern ?? -1, { raw: addUp([...strongest.values()]), passages }]
    }),
  )
}

/** Further signs are seldom independent: each counts less than the one before. */
function addUp(weights: readonly number[]): number {
  return weights.toSorted((a, b) => b - a).reduce((sum, weight, index) => sum + weight * FURTHER_SIGN ** index, 0)
}

/** What a plan is compared by: what people wrote, the names of its files, and what it adds. */
function wordsOf({ prose, files, lines }: ChangePlan): string {
  const added = lines.filter(({ kind }) => kind === 'added').map(({ text }) => text)
  const written = prose.replace(/\n\s+/g, '\n').slice(0, COMPARED)
  return [written, ...files.map(({ path }) => path), ...added]
    .join('\n')
    .slice(0, COMPARED * 2)
    .trim()
}

/** The weight of a pattern's signs: each kind once, a little more when it comes again. */
function sumUp(signs: readonly Sign[]): number {
  const kinds = [...groupBy(signs, ({ says }) => says).values()].map((same) => {
    const strongest = Math.max(...same.slice(0, 50).map(({ weight }) => weight))
    return strongest * (1 + REPEAT * Math.min(REPEATS, same.length - 1))
  })
  return addUp(kinds)
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const known = groups.get(keyOf(one))
    if (known) known.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** The strongest lines, each once. */
function quoteSigns(text: string, signs: readonly Sign[]): PlanQuote[] {
  const quotes = new Map<string, PlanQuote>()
  const inOrder = signs.toSorted(
    (a, b) => b.weight - a.weight || Number(a.before) - Number(b.before) || a.start - b.start,
  )
  for (const { start, end, file, line, says, before } of inOrder) {
    if (quotes.size >= QUOTES) break
    const quote = text.slice(start, Math.min(end, start + QUOTE_LENGTH)).trim()
    if (quote === '' || quotes.has(quote)) continue
    const from = text.indexOf(quote, start)
    quotes.set(quote, {
      text: quote,
      span: [from, from + quote.length],
      file,
      line,
      says: before ? sentence`${says} (so far)` : says,
    })
  }
  return [...quotes.values()]
}

/**
 * Reads a planned change (prose, pull request, ticket, diff) and says which patterns it could set off, why (lines and sentences of
 * the plan), what to ask before doing it, and which incidents happened that way. `why` quotes the text; each question names the
 * patterns that raise it. An empty list means that nothing known was found, which is no proof that the change is safe.
 */
export function premortemOf(
  text: string,
  patterns: CataloguePattern[] | CompiledCues,
  incidents: readonly RecognisableIncident[] = [],
): Omit<Premortem, 'tookMs' | 'actionItems'> {
  return answerPremortem(findRisks(text, patterns), incidents)
}

/** The answer to a plan that has been read; see `premortemOf`. */
export function answerPremortem(
  { plan, risks, words }: FoundRisks,
  incidents: readonly RecognisableIncident[],
): Omit<Premortem, 'tookMs' | 'actionItems'> {
  const matches = risks.map(({ pattern: { slug }, score, evidence }): PatternMatch => ({
    slug,
    score,
    role: 'root',
    evidence: evidence.map(({ text }) => ({ text })),
  }))
  const shown = new Map(incidents.map(({ slug, matches: own }) => [slug, own]))
  const hits = rankIncidents(words, matches, incidents)
    .map((hit) => {
      const own = shown.get(hit.slug) ?? []
      const shared = risks.filter(({ pattern }) =>
        own.some(({ slug, state }) => slug === pattern.slug && state !== 'rejected'),
      )
      return { ...hit, patterns: shared.map(({ pattern }) => pattern.slug) }
    })
    // One that merely has some of the words is no warning.
    .filter((hit) => hit.patterns.length > 0 || hit.score >= SUGGESTED_FROM)
    .slice(0, MAX_INCIDENTS)
  return {
    patterns: risks.map(({ pattern: { slug, title, family }, score, evidence }) => ({
      slug,
      title,
      family,
      score,
      why: evidence.map(writeQuote),
      evidence,
      incidents: hits.filter((hit) => hit.patterns.includes(slug)).map((hit) => hit.slug),
    })),
    checklist: questionsOf(risks.map(({ pattern }) => pattern)),
    incidents: hits,
    plan: {
      files: plan.files.length,
      added: plan.lines.filter(({ kind }) => kind === 'added').length,
      removed: plan.lines.filter(({ kind }) => kind === 'removed').length,
      truncated: plan.truncated,
    },
    note: noteOf(plan, risks),
  }
}

/** `deploy/values.yaml:12 changes a fixed limit: DB_POOL_SIZE: "200"`, or the sentence alone. */
function writeQuote({ text, file, line, says }: PlanQuote): string {
  if (says === null) return text
  const place = file === null ? '' : `${file}${line === null ? '' : `:${line}`} `
  return `${place}${says}: ${text}`
}

function noteOf(plan: ChangePlan, risks: readonly Risk[]): string | null {
  const unknown = sentence`Nothing in this plan resembles a known pattern. That is no proof that it is safe: it may be told too briefly, or be new.`
  const truncated = sentence`The diff is longer than what is read; its last lines were left out.`
  if (risks.length > 0) return plan.truncated ? truncated : null
  return plan.truncated
    ? sentence`${unknown} The diff is longer than what is read; its last lines were left out.`
    : unknown
}

/** Sum of weights as a score of 0 to 1. */
function scoreOf(raw: number): number {
  return Math.round((1 - Math.exp(-raw / SATURATION)) * 1000) / 1000
}

/** The questions of the patterns in order, each once, with all patterns that ask it. */
function questionsOf(patterns: readonly CataloguePattern[]): CheckLine[] {
  const checklist = new Map<string, CheckLine>()
  patterns.forEach(({ slug, title, questions }, index) => {
    const source = { kind: 'pattern', slug, title } as const
    for (const question of questions.slice(0, QUESTIONS[index] ?? 1)) {
      const key = foldWord(question)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
      const known = checklist.get(key)
      if (!known) {
        checklist.set(key, { question, because: [slug], kind: 'question', sources: [source], actionItem: null })
      } else if (!known.because.includes(slug)) {
        known.because.push(slug)
        known.sources.push(source)
      }
    }
  })
  return [...checklist.values()]
}
