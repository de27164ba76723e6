/** Times shorter than this, in milliseconds, are noise. */
const NOISE = 15
const TRIES = 3

/**
 * How many times as long `work` takes with `size` as with half of it, each measured as the best of some: about 2 where the time grows with
 * the size, 4 where it grows with its square. Times of the same machine at the same moment: no clock has to be fast.
 */
export function growth(work: (size: number) => unknown, size: number): number {
  let [half, whole] = [Infinity, Infinity]
  for (let count = 0; count < TRIES; count++) {
    half = Math.min(
      half,
      timeOf(() => work(size / 2)),
    )
    whole = Math.min(
      whole,
      timeOf(() => work(size)),
    )
  }
  return (whole + NOISE) / (half + NOISE)
}

function timeOf(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
