import { isNegated } from './negation'
import type { Reading, ReadSentence } from './reading'
import { termsOfParts } from './terms'

/** How a mechanism's words and cues add up: the logit where nothing speaks for it, and what its cues add at their most. */
export type Addition = { bias: number; cues: number }

/**
 * What words say about mechanisms, learned from labelled texts (`bench/train-recognition.ts`): a logistic regression for each
 * mechanism over the words of a text (TF-IDF, length 1) and the support of its cues.
 */
export type WordModel = {
  slugs: readonly string[]
  additions: readonly Addition[]
  /** Term → how telling it is (inverse document frequency), and pairs of a mechanism's number and the term's weight for it. */
  terms: ReadonlyMap<string, { idf: number; weights: readonly (readonly [number, number])[] }>
  /** The inverse document frequency of a word that was never seen. */
  rarest: number
  /** From a logit to the share of right suggestions at that logit (Platt 1999). */
  calibration: { slope: number; offset: number }
}

/** Sum of cue weights at which cues reach 63 % of what they can add: the tenth cue adds less than the second. */
const SATURATION = 1.5

/** Terms of a text by how often they stand there, each time weighed by its sentence; what is negated does not count. */
export function countTerms(reading: Reading, weightOf: (sentence: ReadSentence) => number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const sentence of reading.sentences) {
    const weight = weightOf(sentence)
    if (weight <= 0) continue
    for (const term of termsIn(reading, sentence)) counts.set(term, (counts.get(term) ?? 0) + weight)
  }
  return counts
}

function* termsIn({ text, tokens }: Reading, { first, last }: ReadSentence): Generator<string> {
  for (let index = first; index <= last; index++) {
    const token = tokens[index]
    if (!token) continue
    const parts = termsOfParts(text.slice(token.start, token.end))
    if (parts.length === 0 || isNegated(text, tokens, index, first)) continue
    for (const part of parts) yield* part
  }
}

/** What the number of times a term stands in a text is worth: the tenth time adds less than the second. */
export function worthOfCount(count: number): number {
  return Math.log(1 + count)
}

/** What cues add to a logit, as a share of the most that they can add. Takes the sum of cue weights. */
export function shareOfCues(raw: number): number {
  return raw <= 0 ? 0 : 1 - Math.exp(-raw / SATURATION)
}

/**
 * The length that a text is taken to have at least: about that of 25 telling words. A single word of a short text would else say as
 * much as all words of a report together.
 */
const SHORT = 18

/** The factor that brings a text to length 1; takes the sum of the squares of its terms' values. */
export function scaleOf(square: number): number {
  return 1 / Math.max(SHORT, Math.sqrt(square))
}

/** The words' part of the logit of each learned mechanism, and the factor that brought the text to length 1. */
export function weighTerms(
  model: WordModel,
  counts: ReadonlyMap<string, number>,
): { logits: Float64Array; scale: number } {
  const logits = new Float64Array(model.slugs.length)
  let square = 0
  for (const [term, count] of counts) {
    const known = model.terms.get(term)
    const value = worthOfCount(count) * (known?.idf ?? model.rarest)
    square += value * value
    for (const [mechanism, weight] of known?.weights ?? [])
      logits[mechanism] = (logits[mechanism] ?? 0) + weight * value
  }
  const scale = scaleOf(square)
  return { logits: logits.map((logit) => logit * scale), scale }
}

/** Calibrated score of 0 to 1: of the suggestions with this score, about this share is right. */
export function calibrate({ calibration: { slope, offset } }: WordModel, logit: number): number {
  return 1 / (1 + Math.exp(-(slope * logit + offset)))
}

/** The sentences whose words speak most for a mechanism, strongest first; those that speak against it are left out. */
export function tellingSentences(
  model: WordModel,
  reading: Reading,
  mechanism: number,
  weightOf: (sentence: ReadSentence) => number,
): { sentence: ReadSentence; value: number }[] {
  const telling: { sentence: ReadSentence; value: number }[] = []
  for (const sentence of reading.sentences) {
    const weight = weightOf(sentence)
    if (weight <= 0) continue
    let value = 0
    for (const term of new Set(termsIn(reading, sentence))) {
      const known = model.terms.get(term)
      const own = known?.weights.find(([number]) => number === mechanism)?.[1] ?? 0
      value += own * (known?.idf ?? 0)
    }
    if (value > 0) telling.push({ sentence, value: value * weight })
  }
  return telling.toSorted((a, b) => b.value - a.value || a.sentence.start - b.sentence.start)
}

/**
 * Reads a model from its lines: `slug bias cues` for each mechanism, then `term idf number:weight ...`, after a first line with
 * the numbers of the whole (`writeWordModel` gives them). Throws on a line of another form.
 */
export function readWordModel(lines: string): WordModel {
  const [head = '', ...rest] = lines.trim().split('\n')
  const [mechanisms = 0, rarest = 0, slope = 1, offset = 0] = head.split(' ').map(Number)
  const slugs: string[] = []
  const additions: Addition[] = []
  const terms = new Map<string, { idf: number; weights: [number, number][] }>()
  rest.forEach((line, index) => {
    const [name = '', ...figures] = line.split(' ')
    if (index < mechanisms) {
      slugs.push(name)
      additions.push({ bias: numberOf(figures[0], line), cues: numberOf(figures[1], line) })
      return
    }
    const weights = figures.slice(1).map((pair): [number, number] => {
      const [mechanism, weight] = pair.split(':')
      return [numberOf(mechanism, line), numberOf(weight, line)]
    })
    terms.set(name, { idf: numberOf(figures[0], line), weights })
  })
  return { slugs, additions, terms, rarest, calibration: { slope, offset } }
}

function numberOf(figure: string | undefined, line: string): number {
  const value = Number(figure ?? Number.NaN)
  if (Number.isNaN(value)) throw new Error(`not a line of a word model: ${line}`)
  return value
}

const DIGITS = 2

/** Writes a model as lines for `readWordModel`, in a fixed order, so that two trainings can be compared line by line. */
export function writeWordModel(model: WordModel): string {
  const round = (value: number) => String(Number(value.toFixed(DIGITS)))
  const { slope, offset } = model.calibration
  const whole = [model.rarest, slope, offset].map(round)
  const mechanisms = model.slugs.map((slug, number) => {
    const { bias = 0, cues = 0 } = model.additions[number] ?? {}
    return `${slug} ${round(bias)} ${round(cues)}`
  })
  const terms = [...model.terms]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([term, { idf, weights }]) =>
      [term, round(idf), ...weights.map(([number, weight]) => `${number}:${round(weight)}`)].join(' '),
    )
  return [[String(model.slugs.length), ...whole].join(' '), ...mechanisms, ...terms].join('\n')
}
