import { PLAIN, type WeightedRange } from './sections'

/** Where the weight changes, in order, and the weight from there on. */
type Steps = { starts: readonly number[]; weights: readonly number[] }

const stepsOf = new WeakMap<readonly WeightedRange[], Steps>()

/** The weight in force at a place: that of the last range that holds it, else that of plain narrative. `ranges` must not change afterwards. */
export function weightAt(ranges: readonly WeightedRange[], at: number): number {
  let steps = stepsOf.get(ranges)
  // A timeline of thousands of entries has as many ranges, and is asked about as many places: not each may go through all.
  if (!steps) stepsOf.set(ranges, (steps = flatten(ranges)))
  const { starts, weights } = steps
  return weights[lastUpTo(starts, at)] ?? PLAIN
}

/** Lays the ranges over each other, the last one on top: each stretch between two of their ends has one weight. */
function flatten(ranges: readonly WeightedRange[]): Steps {
  const starts = [...new Set(ranges.flatMap(({ start, end }) => [start, end]))].toSorted((a, b) => a - b)
  const places = new Map(starts.map((start, index) => [start, index]))
  const weights = starts.map(() => PLAIN)
  // From each stretch to the next one that no range has covered yet.
  const next = Array.from({ length: starts.length + 1 }, (_, index) => index)
  const uncovered = (from: number): number => {
    let found = from
    while (next[found] !== found) found = next[found] = next[next[found] ?? 0] ?? 0
    return found
  }
  for (const { start, end, weight } of ranges.toReversed()) {
    const last = places.get(end) ?? 0
    for (let index = uncovered(places.get(start) ?? 0); index < last; index = uncovered(index)) {
      weights[index] = weight
      next[index] = index + 1
    }
  }
  return { starts, weights }
}

/** The index of the last number that is not above `at`; -1 when all are. Halving, as they are sorted. */
function lastUpTo(sorted: readonly number[], at: number): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((sorted[middle] ?? 0) <= at) from = middle + 1
    else to = middle
  }
  return from - 1
}
