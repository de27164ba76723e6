/** How long work may stand still, and how long it may take. */
export type Limits = { stillMs: number; longestMs: number }

/** What work does about its limits: it says that it goes on, and ends when they are over. */
export type Progress = { moved: () => void; over: AbortSignal }

/** Of work that nobody limits. */
export const UNLIMITED: Progress = { moved: () => undefined, over: new AbortController().signal }

/** `reason` says which limit it was. */
export class OutOfTime extends Error {
  readonly reason: 'still' | 'long'

  constructor(reason: 'still' | 'long') {
    super(reason === 'still' ? 'The work stood still.' : 'The work took too long.')
    this.reason = reason
  }
}

let left = 0

/** How many pieces of work of this process have run out of time and have not come to their end: a dead disk holds a thread of each. */
export const leftBehind = (): number => left

/**
 * Does work until it is done or out of time. Throws what it throws, or `OutOfTime`: a disk that takes no more bytes never answers, and
 * nothing ends a call to it, so the work is told and not waited for.
 */
export async function withinLimits<T>(
  { stillMs, longestMs }: Limits,
  work: (progress: Progress) => Promise<T>,
): Promise<T> {
  const end = new AbortController()
  const timers: NodeJS.Timeout[] = []
  const outOfTime = new Promise<never>((_, reject) => {
    const give = (reason: OutOfTime['reason']) => {
      const error = new OutOfTime(reason)
      end.abort(error)
      reject(error)
    }
    timers.push(setTimeout(give, stillMs, 'still'), setTimeout(give, longestMs, 'long'))
  })
  left++
  const working = work({ moved: () => void timers[0]?.refresh(), over: end.signal }).finally(() => left--)
  try {
    return await Promise.race([working, outOfTime])
  } finally {
    for (const timer of timers) clearTimeout(timer)
  }
}
