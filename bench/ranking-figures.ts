import type { Labelled } from './labelled'

/** How near two texts of a list are, by their places in it. */
export type Nearness = (here: number, there: number) => number

/** Whether two texts belong together: one label in common, or the same main label. */
export type Belonging = 'any label' | 'main label'

/** P@5 and nDCG@10 (Järvelin and Kekäläinen 2002, gain 0 or 1) of each text's list of the others, on average. */
export function judgeRanking(texts: readonly Labelled[], nearness: Nearness, belonging: Belonging) {
  const belong = (a: Labelled, b: Labelled) =>
    belonging === 'main label' ? a.labels[0] === b.labels[0] : a.labels.some((label) => b.labels.includes(label))
  let [precision, gain, judged] = [0, 0, 0]
  texts.forEach((here, index) => {
    const others = texts.flatMap((there, place) =>
      place === index ? [] : [{ right: belong(here, there), near: nearness(index, place) }],
    )
    const all = others.filter(({ right }) => right).length
    if (all === 0) return
    const first = others.toSorted((a, b) => b.near - a.near).slice(0, 10)
    judged++
    precision += first.slice(0, 5).filter(({ right }) => right).length / 5
    gain += judgeList(
      first.map(({ right }) => right),
      all,
    )
  })
  return { precisionAt5: precision / Math.max(1, judged), ndcgAt10: gain / Math.max(1, judged), judged }
}

/** nDCG@10 of one list, by what in it is right, where so many could be. */
export function judgeList(right: readonly boolean[], all: number): number {
  const discounted = right.slice(0, 10).reduce((sum, one, place) => sum + (one ? discount(place) : 0), 0)
  const best = Array.from({ length: Math.min(10, all) }, (_, place) => discount(place)).reduce((a, b) => a + b, 0)
  return discounted / best
}

function discount(place: number): number {
  return 1 / Math.log2(place + 2)
}
