import { aroundFeatures, featuresOf, wholeFeatures } from './thread-features'
import type { Spoken } from './thread-sentences'
import { readSentenceModel, type SentenceModel, weighLabels } from './sentence-model'
import { FIRST, SECOND, WHOLE } from './thread-weights'

/**
 * What sentences of conversations do, learned in two steps (`bench/train-threads.ts`): by themselves, then by what stands around them,
 * too; and what a conversation is as a whole.
 */
export type ThreadModel = { first: SentenceModel; second: SentenceModel; whole: SentenceModel }

/** What a sentence most likely does, with its probability; `causal`: how likely it tells the cause. */
export type Labelling = { label: string; probability: number; causal: number }

let read: ThreadModel | null = null

/** The learned model of the product; read at the first call. */
export function learnedThreads(): ThreadModel {
  return (read ??= {
    first: readSentenceModel(FIRST),
    second: readSentenceModel(SECOND),
    whole: readSentenceModel(WHOLE),
  })
}

/** A label for each sentence of a thread of so many `messages`, in order (a program's is what it tells), and how likely the thread is about an incident. */
export function readConversation(
  all: readonly Spoken[],
  messages: number,
  model: ThreadModel,
): { labels: Labelling[]; incident: number } {
  const own = all.map((_, at) => featuresOf(all, at, messages))
  const weighed = all.map((one, at) => weighFirst(one, own[at] ?? [], model.first))
  const around = aroundFeatures(weighed, model.first.labels)
  const labels = all.map(({ alert }, at) => {
    if (alert) return { label: alert, probability: 1, causal: 0 }
    return likeliest(model.second, weighLabels(model.second, own[at] ?? [], around[at] ?? []))
  })
  const whole = weighLabels(model.whole, wholeFeatures(weighed, model.first.labels))
  return { labels, incident: whole[model.whole.labels.indexOf(INCIDENT)] ?? 0 }
}

/** The label of a conversation about an incident. */
export const INCIDENT = 'incident'

/** What the first step says of a sentence; a program's is what it tells. */
export function weighFirst({ alert }: Spoken, features: readonly string[], model: SentenceModel): Float64Array {
  if (!alert) return weighLabels(model, features)
  return Float64Array.from(model.labels, (label) => Number(label === alert))
}

/**
 * From this probability on, of all kinds of promises together, a sentence is one: where a third of its chances are, promises are
 * found more often than missed (0.33 gives precision 0.80 and recall 0.84 on labelled conversations that were not learned from).
 */
const PROMISED = 0.33

function likeliest({ labels }: SentenceModel, probabilities: Float64Array): Labelling {
  const sum = (of: (label: string) => boolean) =>
    probabilities.reduce((all, probability, at) => (of(labels[at] ?? '') ? all + probability : all), 0)
  const promised = sum(isPromise) >= PROMISED
  const open = labels.map((label, at) => (promised === isPromise(label) ? (probabilities[at] ?? 0) : 0))
  const probability = Math.max(...open)
  const causal = probabilities[labels.indexOf('cause')] ?? 0
  return { label: labels[open.indexOf(probability)] ?? 'talk', probability, causal }
}

function isPromise(label: string): boolean {
  return label.startsWith('promise')
}
