/** Times shorter than this, in milliseconds, are noise. */
const NOISE = 15
const TRIES = 4
/** Below this the time grows with the size: no second try is needed. */
const SURELY_LINEAR = 2.9

/**
 * How many times as long `work` takes with `size` as with half of it, each measured as the best of some: about 2 where the time grows with
 * the size, 4 where it grows with its square. Times of the same machine at the same moment: no machine has to be fast.
 */
export function growth(work: (size: number) => unknown, size: number): number {
  let [half, whole] = [Infinity, Infinity]
  for (let count = 0; count < TRIES; count++) {
    half = Math.min(half, timeOf(work, size / 2))
    whole = Math.min(whole, timeOf(work, size))
    if (ratioOf(half, whole) < SURELY_LINEAR) break
  }
  return ratioOf(half, whole)
}

const ratioOf = (half: number, whole: number): number => (whole + NOISE) / (half + NOISE)

function timeOf(work: (size: number) => unknown, size: number): number {
  // Of this process alone: others may take the machine meanwhile.
  const start = process.cpuUsage()
  work(size)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
