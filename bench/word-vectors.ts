import { tokenise } from '@/lib/recognise/tokens'

/** The plain baseline: texts as TF-IDF vectors of length 1 (Salton and Buckley 1988), compared by cosine. */
export function readVectors(texts: readonly string[]): ReadonlyMap<string, number>[] {
  const bags = texts.map((text) => {
    const bag = new Map<string, number>()
    for (const { word } of tokenise(text)) bag.set(word, (bag.get(word) ?? 0) + 1)
    return bag
  })
  const frequency = new Map<string, number>()
  for (const bag of bags) for (const word of bag.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  return bags.map((bag) => {
    const weights = [...bag].map(([word, count]): [string, number] => [
      word,
      (1 + Math.log(count)) * Math.log(texts.length / (frequency.get(word) ?? 1)),
    ])
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
    return new Map(weights.map(([word, weight]) => [word, weight / length]))
  })
}

export function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0
  for (const [word, weight] of a) dot += weight * (b.get(word) ?? 0)
  return dot
}
