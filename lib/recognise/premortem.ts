import type { PatternMatch } from '@/lib/schema/draft'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Premortem } from '@/lib/schema/recognise'
import type { CompiledCues } from './cue-index'
import { compiled, weighPatterns, type Worth } from './match-patterns'
import { quotesOf } from './quotes'
import { readText } from './reading'
import { rankIncidents, type RecognisableIncident } from './recognise'
import { foldWord } from './tokens'

/** A plan is read for what it changes; words of failure count less than in a report, and denials ("no cache") not at all. */
const PLANNED: Worth = { plan: 1, match: 0.5, against: 0 }
const THRESHOLD = 1.4
const SHARE_OF_BEST = 0.4
/** Sum of cue weights at which the score reaches 63 %. */
const SATURATION = 3
const MAX_PATTERNS = 6
/** Questions of the likeliest pattern are all asked, of the others the first ones. */
const QUESTIONS = [Number.POSITIVE_INFINITY, 3, 3, 2, 2, 2]
const MAX_INCIDENTS = 8

/**
 * Reads a planned change and says which patterns it could set off, why (sentences of the plan), what to ask before doing it, and
 * which incidents happened that way. `why` quotes the text; each question names the patterns that raise it.
 */
export function premortemOf(
  text: string,
  patterns: CataloguePattern[] | CompiledCues,
  incidents: readonly RecognisableIncident[] = [],
): Omit<Premortem, 'tookMs'> {
  const cues = compiled(patterns)
  const weighed = weighPatterns(readText(text), null, cues, PLANNED)
  const best = weighed[0]?.raw ?? 0
  const risks = weighed.filter(({ raw }) => raw >= THRESHOLD && raw >= best * SHARE_OF_BEST).slice(0, MAX_PATTERNS)
  const found = risks.flatMap(({ pattern: number, raw, passages }) => {
    const pattern = cues.patterns[number]
    return pattern ? [{ pattern, score: scoreOf(raw), evidence: quotesOf(text, passages) }] : []
  })
  const matches = found.map(({ pattern: { slug }, score, evidence }): PatternMatch => ({
    slug,
    score,
    role: 'root',
    evidence,
  }))
  return {
    patterns: found.map(({ pattern: { slug, title }, score, evidence }) => ({
      slug,
      title,
      score,
      why: evidence.map((quote) => quote.text),
    })),
    checklist: checklistOf(found.map(({ pattern }) => pattern)),
    incidents: rankIncidents(text, matches, incidents).slice(0, MAX_INCIDENTS),
  }
}

/** Sum of cue weights as a score of 0 to 1. */
function scoreOf(raw: number): number {
  return Math.round((1 - Math.exp(-raw / SATURATION)) * 1000) / 1000
}

/** The questions of the patterns in order, each once, with all patterns that ask it. */
function checklistOf(patterns: CataloguePattern[]): Premortem['checklist'] {
  const checklist = new Map<string, Premortem['checklist'][number]>()
  patterns.forEach((pattern, index) => {
    for (const question of pattern.questions.slice(0, QUESTIONS[index] ?? 1)) {
      const key = foldWord(question)
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()
      const known = checklist.get(key)
      if (!known) checklist.set(key, { question, because: [pattern.slug] })
      else if (!known.because.includes(pattern.slug)) known.because.push(pattern.slug)
    }
  })
  return [...checklist.values()]
}
