/** Beyond this many comparisons two lists are paired by position: a report with thousands of entries must stay cheap. */
const MAX_COMPARISONS = 250_000

/**
 * Pairs `incoming` with `slots`, keeping the order of both, so that the sum of the similarities is the largest possible.
 * `similarity` gives a positive number, or null when the two must not be paired. The result has, for every incoming item,
 * the index of its slot or null.
 */
export function alignInOrder<S, T>(
  slots: readonly S[],
  incoming: readonly T[],
  similarity: (slot: S, item: T) => number | null,
): (number | null)[] {
  if (slots.length === 0) return incoming.map(() => null)
  if (slots.length * incoming.length > MAX_COMPARISONS) {
    return incoming.map((item, index) => {
      const slot = slots[index]
      return slot !== undefined && similarity(slot, item) !== null ? index : null
    })
  }
  const pairs = slots.map((slot) => incoming.map((item) => similarity(slot, item)))
  return tracePairs(pairs, bestSums(pairs, incoming.length), incoming.length)
}

type Pairs = readonly (readonly (number | null)[])[]

/** best[i][j]: largest sum for slots from i on and items from j on. */
function bestSums(pairs: Pairs, items: number): number[][] {
  const best = Array.from({ length: pairs.length + 1 }, () => Array.from({ length: items + 1 }, () => 0))
  for (let i = pairs.length - 1; i >= 0; i--) {
    for (let j = items - 1; j >= 0; j--) {
      const pair = pairs[i]?.[j] ?? null
      const paired = pair === null ? 0 : pair + at(best, i + 1, j + 1)
      const row = best[i]
      if (row) row[j] = Math.max(paired, at(best, i + 1, j), at(best, i, j + 1))
    }
  }
  return best
}

function tracePairs(pairs: Pairs, best: number[][], items: number): (number | null)[] {
  const result: (number | null)[] = Array.from({ length: items }, () => null)
  let i = 0
  let j = 0
  while (i < pairs.length && j < items) {
    const pair = pairs[i]?.[j] ?? null
    if (pair !== null && pair + at(best, i + 1, j + 1) === at(best, i, j)) result[j++] = i++
    else if (at(best, i + 1, j) >= at(best, i, j + 1)) i++
    else j++
  }
  return result
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0
}
