import type { Labelled } from './labelled'

/** What is said of a text: all patterns with a score, best first, and how many of them are suggested. */
export type Said = { ranked: { slug: string; score: number }[]; suggested: number }

export type LabelFigures = {
  microF1: number
  macroF1: number
  precision: number
  recall: number
  /** Share of texts whose first, or one of whose first three patterns is one of its labels, whether suggested or only offered. */
  hit1: number
  hit3: number
  /** Share of right first patterns among the half of the texts that are answered with the highest scores. */
  precisionAtHalf: number
  perLabel: Map<string, { found: number; wrong: number; missed: number }>
}

/** Compares what is said with the labels. Texts and answers in one order. */
export function judgeLabels(texts: readonly Labelled[], answers: readonly Said[]): LabelFigures {
  const perLabel: LabelFigures['perLabel'] = new Map()
  const count = (label: string, field: 'found' | 'wrong' | 'missed') => {
    const counts = perLabel.get(label) ?? { found: 0, wrong: 0, missed: 0 }
    counts[field]++
    perLabel.set(label, counts)
  }
  const firsts: { score: number; right: boolean }[] = []
  let [hit1, hit3] = [0, 0]
  texts.forEach(({ labels }, index) => {
    const { ranked, suggested } = answers[index] ?? { ranked: [], suggested: 0 }
    const said = ranked.slice(0, suggested).map(({ slug }) => slug)
    for (const slug of said) count(slug, labels.includes(slug) ? 'found' : 'wrong')
    for (const label of labels) if (!said.includes(label)) count(label, 'missed')
    const isRight = ({ slug }: { slug: string }) => labels.includes(slug)
    if (ranked.slice(0, 1).some(isRight)) hit1++
    if (ranked.slice(0, 3).some(isRight)) hit3++
    const [first] = ranked
    if (first) firsts.push({ score: first.score, right: isRight(first) })
  })
  const sum = { found: 0, wrong: 0, missed: 0 }
  for (const one of perLabel.values())
    for (const field of ['found', 'wrong', 'missed'] as const) sum[field] += one[field]
  const surest = firsts.toSorted((a, b) => b.score - a.score).slice(0, Math.ceil(texts.length / 2))
  return {
    microF1: f1(sum),
    macroF1: [...perLabel.values()].reduce((total, one) => total + f1(one), 0) / Math.max(1, perLabel.size),
    precision: sum.found / Math.max(1, sum.found + sum.wrong),
    recall: sum.found / Math.max(1, sum.found + sum.missed),
    hit1: hit1 / texts.length,
    hit3: hit3 / texts.length,
    precisionAtHalf: surest.filter(({ right }) => right).length / Math.max(1, surest.length),
    perLabel,
  }
}

function f1({ found, wrong, missed }: { found: number; wrong: number; missed: number }): number {
  return found === 0 ? 0 : (2 * found) / (2 * found + wrong + missed)
}
