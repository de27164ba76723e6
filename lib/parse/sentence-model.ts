/** A linear model over named features: a label's logit is its bias and the sum of its weights of the features that are there. */
export type SentenceModel = {
  labels: readonly string[]
  biases: readonly number[]
  /** Feature → pairs of a label's number and the weight for it. */
  weights: ReadonlyMap<string, readonly (readonly [label: number, weight: number])[]>
}

/** The probability of each label, in the order of `model.labels` (softmax of their logits); features that were never learned say nothing. */
export function weighLabels(model: SentenceModel, features: readonly string[]): Float64Array {
  const logits = Float64Array.from(model.biases)
  for (const feature of features)
    for (const [label, weight] of model.weights.get(feature) ?? []) logits[label] = (logits[label] ?? 0) + weight
  const most = Math.max(...logits)
  let sum = 0
  for (let label = 0; label < logits.length; label++) sum += logits[label] = Math.exp((logits[label] ?? 0) - most)
  return logits.map((value) => value / sum)
}

/** Weights are written in twentieths. */
const SCALE = 20
const PAIR = /(?<label>[a-z])(?<weight>-?\d+)/gi
const FIRST_LOWER = 97
const FIRST_UPPER = 65
const LETTERS = 26

/** Labels are written as letters: a to z, then A to Z. */
function letterOf(label: number): string {
  return String.fromCharCode(label < LETTERS ? FIRST_LOWER + label : FIRST_UPPER + label - LETTERS)
}

function labelOf(letter: string): number {
  const code = letter.charCodeAt(0)
  return code >= FIRST_LOWER ? code - FIRST_LOWER : code - FIRST_UPPER + LETTERS
}

/**
 * Reads a model from its lines, as `writeSentenceModel` gives them: the labels, their biases, then a feature a line with its weights.
 * Throws on a line of another form.
 */
export function readSentenceModel(lines: string): SentenceModel {
  const [labels = '', biases = '', ...rest] = lines.trim().split('\n')
  const weights = new Map<string, [number, number][]>()
  for (const line of rest) {
    const cut = line.indexOf('\t')
    if (cut < 0) throw new Error(`not a line of a model of sentences: ${line}`)
    weights.set(line.slice(0, cut), pairsIn(line.slice(cut + 1)))
  }
  return { labels: labels.split(' '), biases: biases.split(' ').map((bias) => Number(bias) / SCALE), weights }
}

function pairsIn(text: string): [number, number][] {
  return [...text.matchAll(PAIR)].map(({ groups }) => [labelOf(groups?.label ?? 'a'), Number(groups?.weight) / SCALE])
}

/** Writes a model as lines for `readSentenceModel`, in a fixed order, so that two trainings can be compared line by line. */
export function writeSentenceModel({ labels, biases, weights }: SentenceModel): string {
  const scaled = (value: number) => Math.round(value * SCALE)
  const lines = [...weights].flatMap(([feature, pairs]) => {
    const kept = pairs.filter(([, weight]) => scaled(weight) !== 0)
    const written = kept.map(([label, weight]) => `${letterOf(label)}${scaled(weight)}`).join('')
    return written === '' ? [] : [`${feature}\t${written}`]
  })
  return [labels.join(' '), biases.map(scaled).join(' '), ...lines.toSorted((a, b) => (a < b ? -1 : 1))].join('\n')
}
