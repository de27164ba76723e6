import { type SentenceModel } from '@/lib/parse/sentence-model'
import { aroundFeatures, featuresOf, wholeFeatures } from '@/lib/parse/thread-features'
import { INCIDENT, type ThreadModel, weighFirst } from '@/lib/parse/thread-model'
import { sentencesOfThread, type Spoken } from '@/lib/parse/thread-sentences'
import type { LabelledSentence, LabelledThread } from './labelled-threads'

/** A sentence as learning sees it. */
export type Example = { features: readonly string[]; label: string; weight: number }
/** A labelled conversation, read once: its sentences, what each shows, and the label of those that have one. */
export type Prepared = {
  all: readonly Spoken[]
  own: readonly string[][]
  labels: readonly (string | null)[]
  /** What the conversation is; null where it is too short to tell. */
  whole: string | null
  weight: number
}

/** Reads conversations for learning; what programs say needs no learning. */
export function prepareThreads(threads: readonly LabelledThread[], weight = 1): Prepared[] {
  return threads.map((labelled) => {
    const all = labelSentences(labelled)
    return {
      all,
      own: all.map((_, at) => featuresOf(all, at, labelled.thread.messages.length)),
      labels: all.map(({ said, own }) => (said.message.bot ? null : (own?.label ?? null))),
      whole: wholeOf(labelled),
      weight,
    }
  })
}

/** What a conversation is by its setting; null of pieces and last parts, which are too little to tell. */
function wholeOf({ setting, thread }: LabelledThread): string | null {
  if (setting.startsWith('no incident')) return 'none'
  return /^(?:short|closing)/.test(setting) || thread.messages.length < 3 ? null : INCIDENT
}

/** Messages of a piece of a conversation: many that people paste have no more. */
const PIECE = 5

/** What a sentence of a piece counts, as it is learned from already. */
export const PIECE_WEIGHT = 0.1

/** Short pieces of the conversations, as if each were all that is known of it. */
export function piecesOf(threads: readonly LabelledThread[]): LabelledThread[] {
  return threads.flatMap((labelled, number) => {
    const { thread, sentences } = labelled
    const size = 2 + (number % PIECE)
    const from = (number * 7) % Math.max(1, thread.messages.length - size)
    return [0, from].map((first) => ({
      ...labelled,
      thread: { ...thread, messages: thread.messages.slice(first, first + size) },
      sentences: sentences.slice(first, first + size),
    }))
  })
}

/** Parts of the conversations: each is weighed by a first step that has not seen it, so that the second learns how far to trust it. */
const PARTS = 4

/** Features that each step keeps: more hardly tell better, and all are carried along with the product. */
const FIRST_FEATURES = 12000
const SECOND_FEATURES = 2000

/** Learns both steps. */
export function learnThreads(threads: readonly Prepared[]): ThreadModel {
  const first = learnSentences(threads.flatMap(firstExamples), FIRST_FEATURES)
  const second: Example[] = []
  const whole: Example[] = []
  for (let part = 0; part < PARTS; part++) {
    const others = learnSentences(threads.filter((_, at) => at % PARTS !== part).flatMap(firstExamples), FIRST_FEATURES)
    for (const one of threads.filter((_, at) => at % PARTS === part)) {
      const weighed = one.all.map((said, at) => weighFirst(said, one.own[at] ?? [], others))
      second.push(...secondExamples(one, weighed, others))
      if (one.weight === 1 && one.whole !== null)
        whole.push({ features: wholeFeatures(weighed, others.labels), label: one.whole, weight: 1 })
    }
  }
  return { first, second: learnSentences(second, SECOND_FEATURES), whole: learnSentences(whole, Infinity) }
}

function firstExamples({ own, labels, weight }: Prepared): Example[] {
  return own.flatMap((features, at) => {
    const label = labels[at]
    return label ? [{ features, label, weight }] : []
  })
}

function secondExamples(
  { own, labels, weight }: Prepared,
  weighed: readonly Float64Array[],
  first: SentenceModel,
): Example[] {
  const around = aroundFeatures(weighed, first.labels)
  return own.flatMap((features, at) => {
    const label = labels[at]
    return label ? [{ features: [...features, ...(around[at] ?? [])], label, weight }] : []
  })
}

/** The sentences of a labelled conversation as the reader cuts them, each with the label of the sentence that it shares most with. */
export function labelSentences({ thread, sentences }: LabelledThread): (Spoken & { own: LabelledSentence | null })[] {
  const from = new Map<number, number>()
  return sentencesOfThread(thread).map((one) => {
    const { said } = one
    const text = said.message.text
    const start = said.message.bot ? 0 : text.indexOf(said.text, from.get(said.index) ?? 0)
    const end = start < 0 ? -1 : start + Math.max(1, said.text.length)
    if (start >= 0) from.set(said.index, end)
    const own = (sentences[said.index] ?? []).toSorted((a, b) => shared(b, start, end) - shared(a, start, end))[0]
    return { ...one, own: own && shared(own, start, end) > 0 ? own : null }
  })
}

function shared({ from, to }: LabelledSentence, start: number, end: number): number {
  return Math.min(to, end) - Math.max(from, start)
}

const EPOCHS = 8
/** Of so many last epochs the weights are averaged: the last examples of one would tell too much. */
const AVERAGED = 4
/** First step of AdaGrad (Duchi, Hazan, Singer 2011). */
const STEP = 0.05
const SHRINK = 0.00005
/** A feature of fewer sentences is chance. */
const IN_SENTENCES = 2
const KEPT_FROM = 0.05

/** Learns what sentences do: once with all features, then with those that told most. */
export function learnSentences(examples: readonly Example[], most: number): SentenceModel {
  const counts = new Map<string, number>()
  for (const { features, weight } of examples)
    if (weight >= 1) for (const one of new Set(features)) counts.set(one, (counts.get(one) ?? 0) + 1)
  const names = [...counts].flatMap(([name, count]) => (count >= IN_SENTENCES ? [name] : []))
  const all = fit(examples, names)
  const worth = (name: string) => {
    const square = all.weights.get(name)?.reduce((sum, weight) => sum + weight * weight, 0) ?? 0
    return Math.sqrt(square) * Math.sqrt(counts.get(name) ?? 0)
  }
  const kept = names.toSorted((a, b) => worth(b) - worth(a)).slice(0, most)
  return fit(examples, kept)
}

/** Multinomial logistic regression by AdaGrad, in a fixed order of the examples. */
function fit(examples: readonly Example[], names: readonly string[]): SentenceModel {
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted()
  const numbers = new Map(names.map((name, number) => [name, number]))
  const size = labels.length
  const weights = new Float64Array(names.length * size)
  const squares = new Float64Array(names.length * size).fill(1e-8)
  const biases = new Float64Array(size)
  const sparse = examples.map(({ features, label, weight }) => ({
    at: Int32Array.from(new Set(features.flatMap((one) => numbers.get(one) ?? []))),
    label: labels.indexOf(label),
    weight,
  }))
  const order = sparse.map((_, index) => index)
  const sums = new Float64Array(weights.length)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, epoch)
    for (const index of order) {
      const one = sparse[index]
      if (!one) continue
      const errors = errorsOf(one, weights, biases, size)
      for (const feature of one.at)
        for (let label = 0; label < size; label++) {
          const place = feature * size + label
          const slope = (errors[label] ?? 0) + SHRINK * (weights[place] ?? 0)
          squares[place] = (squares[place] ?? 0) + slope * slope
          weights[place] = (weights[place] ?? 0) - (STEP * slope) / Math.sqrt(squares[place])
        }
      for (let label = 0; label < size; label++) biases[label] = (biases[label] ?? 0) - 0.01 * (errors[label] ?? 0)
    }
    if (epoch >= EPOCHS - AVERAGED) weights.forEach((weight, at) => (sums[at] = (sums[at] ?? 0) + weight / AVERAGED))
  }
  return {
    labels,
    biases: [...biases],
    weights: new Map(
      names.map((name, number) => [
        name,
        Float32Array.from(labels, (_, label) => {
          const weight = sums[number * size + label] ?? 0
          return Math.abs(weight) >= KEPT_FROM ? weight : 0
        }),
      ]),
    ),
  }
}

type Sparse = { at: Int32Array; label: number; weight: number }

/** Probability less truth of each label. */
function errorsOf(
  { at, label, weight }: Sparse,
  weights: Float64Array,
  biases: Float64Array,
  size: number,
): Float64Array {
  const logits = Float64Array.from(biases)
  for (const feature of at)
    for (let one = 0; one < size; one++) logits[one] = (logits[one] ?? 0) + (weights[feature * size + one] ?? 0)
  const most = Math.max(...logits)
  let sum = 0
  for (let one = 0; one < size; one++) sum += logits[one] = Math.exp((logits[one] ?? 0) - most)
  for (let one = 0; one < size; one++) logits[one] = weight * ((logits[one] ?? 0) / sum - (one === label ? 1 : 0))
  return logits
}

/** The same order each time (a linear congruential generator, Numerical Recipes). */
function shuffle(order: number[], seed: number): void {
  let state = seed * 7919 + 17
  for (let at = order.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const other = state % (at + 1)
    ;[order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0]
  }
}
