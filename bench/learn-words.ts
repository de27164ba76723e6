import type { CompiledCues } from '@/lib/recognise/cue-index'
import { FOUND, readWeighed, weighPatterns } from '@/lib/recognise/match-patterns'
import { weighByHeadings } from '@/lib/recognise/sections'
import { scaleOf, shareOfCues, type WordModel, worthOfCount } from '@/lib/recognise/word-model'
import type { Labelled } from './labelled'

/** A text as learning sees it: how often its terms stand in it, and what its cues say of each pattern, by its number. */
export type Prepared = {
  counts: ReadonlyMap<string, number>
  cues: readonly number[]
  labels: ReadonlySet<string>
  own: boolean
}

/** Reads the texts once: learning goes over them many times. `own` marks exemplars, which alone know some patterns. */
export function prepareTexts(texts: readonly Labelled[], cues: CompiledCues, own: boolean): Prepared[] {
  return texts.map(({ text, labels }) => {
    const ranges = weighByHeadings(text)
    const { reading, toneOf, counts } = readWeighed(text, ranges)
    const supports = weighPatterns(reading, ranges, cues, FOUND, toneOf)
    const shares = cues.patterns.map((_, number) =>
      shareOfCues(supports.find(({ pattern }) => pattern === number)?.raw ?? 0),
    )
    return { counts, cues: shares, labels: new Set(labels), own }
  })
}

/** What learning was set to; found by cross-validation over the dev split and the labelled Markdown. */
const EPOCHS = 120
const STEP = 0.4
const MOMENTUM = 0.9
/** Words learn this much faster than the rest: each of them stands in few texts. */
const WORDS = 8
/** Pull of the words' weights towards nothing. */
const SHRINK = 0.001
/** An exemplar is shorter than a report, and written for one mechanism. */
const EXEMPLAR = 0.6
/** Power of (all texts / texts with the mechanism) by which those with it count more: there are far fewer. */
const RARE = 0.5
/** Pull of what cues add towards the same for every mechanism, so that few labels do not say which cues to trust. */
const CUES = 4
const CUES_PULL = 0.05
/**
 * So much of every lesson is told as if no cue had been written for it: cues were written with the dev split at hand and find less in
 * reports that are new, where words must speak for themselves.
 */
const WITHOUT_CUES = 0.5
/** Terms in fewer texts are chance. */
const IN_TEXTS = 3
/** Weights smaller than this say nothing. */
const KEPT_FROM = 0.3

/** Learns a model from labelled texts. Patterns that only exemplars know are learned from exemplars alone. */
export function learnWords(
  texts: readonly Prepared[],
  slugs: readonly string[],
  cues: CompiledCues,
  unlabelled: ReadonlySet<string>,
): WordModel {
  const { idf, rarest, vocabulary } = readVocabulary(texts)
  const vectors = texts.map((text) => vectorOf(text, vocabulary, idf, rarest))
  const terms = new Map(
    [...vocabulary.keys()].map((term) => [term, { idf: idf.get(term) ?? 0, weights: [] as [number, number][] }]),
  )
  const names = [...vocabulary.keys()]
  const additions = slugs.map((slug, number) => {
    const pattern = cues.patterns.findIndex((one) => one.slug === slug)
    const examples = texts.flatMap((text, index): Example[] => {
      if (!text.own && unlabelled.has(slug)) return []
      const vector = vectors[index] ?? EMPTY
      const weight = text.own ? EXEMPLAR : 1
      return [{ ...vector, cue: text.cues[pattern] ?? 0, is: Number(text.labels.has(slug)), weight }]
    })
    const { weights, bias, cue } = fit(examples, names.length)
    weights.forEach((weight, index) => {
      if (Math.abs(weight) >= KEPT_FROM) terms.get(names[index] ?? '')?.weights.push([number, weight])
    })
    return { bias, cues: cue }
  })
  return {
    slugs,
    additions,
    terms,
    rarest,
    calibration: { slope: 1, offset: 0 },
  }
}

type Vector = { at: Int32Array; values: Float64Array }
/** One text for one mechanism: its words, what its cues say, whether it has the mechanism, and how much it counts. */
type Example = Vector & { cue: number; is: number; weight: number }
const EMPTY: Vector = { at: new Int32Array(), values: new Float64Array() }

function readVocabulary(texts: readonly Prepared[]) {
  const frequency = new Map<string, number>()
  for (const { counts } of texts) for (const term of counts.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1)
  const idf = new Map([...frequency].map(([term, times]) => [term, Math.log((texts.length + 1) / (times + 0.5))]))
  const kept = [...frequency].filter(([, times]) => times >= IN_TEXTS).map(([term]) => term)
  return {
    idf,
    rarest: Math.log((texts.length + 1) / 0.5),
    vocabulary: new Map(kept.map((term, index) => [term, index])),
  }
}

function vectorOf(
  { counts }: Prepared,
  vocabulary: ReadonlyMap<string, number>,
  idf: ReadonlyMap<string, number>,
  rarest: number,
): Vector {
  const at: number[] = []
  const values: number[] = []
  let square = 0
  for (const [term, count] of counts) {
    const index = vocabulary.get(term)
    const value = worthOfCount(count) * (index === undefined ? rarest : (idf.get(term) ?? rarest))
    square += value * value
    if (index === undefined) continue
    at.push(index)
    values.push(value)
  }
  const scale = scaleOf(square)
  return { at: Int32Array.from(at), values: Float64Array.from(values, (value) => value * scale) }
}

/** Logistic regression by gradient descent with momentum (Polyak 1964). */
function fit(examples: readonly Example[], size: number): { weights: Float64Array; bias: number; cue: number } {
  const all = examples.reduce((sum, { weight }) => sum + weight, 0)
  const having = examples.reduce((sum, { is, weight }) => sum + is * weight, 0)
  const counts = examples.map(({ is, weight }) => weight * (is ? (all / having) ** RARE : 1))
  const weights = new Float64Array(size)
  const moves = new Float64Array(size)
  const gradient = new Float64Array(size)
  let [bias, cue, moveBias, moveCue] = [-3, CUES, 0, 0]
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    gradient.fill(0)
    let [ofBias, ofCue] = [0, 0]
    examples.forEach(({ at, values, cue: share, is }, number) => {
      const words = logitOf(weights, at, values) + bias
      const counted = counts[number] ?? 0
      const whole = (sigmoid(words + cue * share) - is) * counted * (1 - WITHOUT_CUES)
      const error = whole + (sigmoid(words) - is) * counted * WITHOUT_CUES
      for (let i = 0; i < at.length; i++) gradient[at[i] ?? 0] = (gradient[at[i] ?? 0] ?? 0) + error * (values[i] ?? 0)
      ofBias += error
      ofCue += whole * share
    })
    const step = STEP / all
    for (let i = 0; i < size; i++) {
      const weight = weights[i] ?? 0
      const move = MOMENTUM * (moves[i] ?? 0) - step * WORDS * (gradient[i] ?? 0) - STEP * SHRINK * weight
      moves[i] = move
      weights[i] = weight + move
    }
    moveBias = MOMENTUM * moveBias - step * ofBias
    moveCue = MOMENTUM * moveCue - step * ofCue - STEP * CUES_PULL * (cue - CUES)
    bias += moveBias
    cue += moveCue
  }
  return { weights, bias, cue }
}

function logitOf(weights: Float64Array, at: Int32Array, values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < at.length; i++) sum += (weights[at[i] ?? 0] ?? 0) * (values[i] ?? 0)
  return sum
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

/** The logit of each of the model's mechanisms for a prepared text. */
export function logitsOf(model: WordModel, { counts, cues }: Prepared, compiled: CompiledCues): number[] {
  let square = 0
  const logits = model.slugs.map((slug, number) => {
    const pattern = compiled.patterns.findIndex((one) => one.slug === slug)
    const { bias, cues: most } = model.additions[number] ?? { bias: 0, cues: 0 }
    return bias + most * (cues[pattern] ?? 0)
  })
  const words = logits.map(() => 0)
  for (const [term, count] of counts) {
    const known = model.terms.get(term)
    const value = worthOfCount(count) * (known?.idf ?? model.rarest)
    square += value * value
    for (const [number, weight] of known?.weights ?? []) words[number] = (words[number] ?? 0) + weight * value
  }
  return logits.map((logit, number) => logit + (words[number] ?? 0) * scaleOf(square))
}
