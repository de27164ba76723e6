import type { Gain, MeaningList } from '@/lib/schema/meaning'

/** Standard errors by which a gain has to be above 0: a list that gains nothing gets there once in twenty times. */
const CLEAR_OF_CHANCE = 1.64

/** The figure of each question without and with, from 0 to 1. */
export type Pairs = { without: number; with: number }[]

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)

/** What a model adds to a list by a measure of each question; null for fewer than two questions. */
export function gainOf(
  list: MeaningList,
  measure: string,
  { name: model, rerank }: { name: string; rerank: string | null },
  pairs: Pairs,
): Gain | null {
  if (pairs.length < 2) return null
  const differences = pairs.map((pair) => pair.with - pair.without)
  const middle = mean(differences)
  const deviation = Math.sqrt(mean(differences.map((one) => (one - middle) ** 2)) * (pairs.length / (pairs.length - 1)))
  const helps = middle > (CLEAR_OF_CHANCE * deviation) / Math.sqrt(pairs.length)
  const [without, together] = [mean(pairs.map((pair) => pair.without)), mean(pairs.map((pair) => pair.with))]
  const measured = { without, with: together, questions: pairs.length, measuredAt: new Date().toISOString() }
  return { list, model, rerank, measure, helps, ...measured }
}
