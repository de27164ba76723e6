/** A linear model over named features: a label's logit is its bias and the sum of its weights of the features that are there. */
export type SentenceModel = {
  labels: readonly string[]
  biases: readonly number[]
  /** Feature → its weight for each label, in their order. */
  weights: ReadonlyMap<string, Float32Array>
}

/** The probability of each label, in the order of `model.labels` (softmax of their logits), of what shows the features of all lists; features that were never learned say nothing. */
export function weighLabels(model: SentenceModel, ...lists: readonly (readonly string[])[]): Float64Array {
  const logits = Float64Array.from(model.biases)
  for (const features of lists)
    for (const feature of features) {
      const weights = model.weights.get(feature)
      if (!weights) continue
      for (let label = 0; label < logits.length; label++) logits[label] = (logits[label] ?? 0) + (weights[label] ?? 0)
    }
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
  const names = labels.split(' ')
  const weights = new Map<string, Float32Array>()
  for (const line of rest) {
    const cut = line.indexOf('\t')
    if (cut < 0) throw new Error(`not a line of a model of sentences: ${line}`)
    weights.set(line.slice(0, cut), weightsIn(line.slice(cut + 1), names.length))
  }
  return { labels: names, biases: biases.split(' ').map((bias) => Number(bias) / SCALE), weights }
}

function weightsIn(text: string, labels: number): Float32Array {
  const weights = new Float32Array(labels)
  for (const { groups } of text.matchAll(PAIR)) weights[labelOf(groups?.label ?? 'a')] = Number(groups?.weight) / SCALE
  return weights
}

/** Writes a model as lines for `readSentenceModel`, in a fixed order, so that two trainings can be compared line by line. */
export function writeSentenceModel({ labels, biases, weights }: SentenceModel): string {
  const scaled = (value: number) => Math.round(value * SCALE)
  const lines = [...weights].flatMap(([feature, own]) => {
    const written = [...own].map((weight, label) => (scaled(weight) === 0 ? '' : `${letterOf(label)}${scaled(weight)}`))
    return written.every((one) => one === '') ? [] : [`${feature}\t${written.join('')}`]
  })
  return [labels.join(' '), biases.map(scaled).join(' '), ...lines.toSorted((a, b) => (a < b ? -1 : 1))].join('\n')
}
