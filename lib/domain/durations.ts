const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

type Stretch = { startedAt: Date | null; resolvedAt: Date | null }

/** Minutes from one instant to another; null when either is unknown or the order is reversed. */
export function minutesBetween(from: Date | null, to: Date | null): number | null {
  return from && to && to >= from ? (to.getTime() - from.getTime()) / MINUTE : null
}

/** Whole days from one instant to another, rounded down. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / DAY)
}

/** First start to last end of the impact windows in minutes; null when one of the two is unknown. */
export function spanMinutes(windows: Stretch[]): number | null {
  const starts = windows.flatMap((window) => window.startedAt?.getTime() ?? [])
  if (starts.length === 0 || windows.some((window) => window.resolvedAt === null)) return null
  const ends = windows.flatMap((window) => window.resolvedAt?.getTime() ?? [])
  return minutesBetween(new Date(Math.min(...starts)), new Date(Math.max(...ends)))
}

/**
 * Each window that has a public update, in order of time, with its first one: an update belongs to the window that started last before
 * it. A published postmortem is an account of the incident and not a word to those who are affected, so it does not count.
 */
export function firstPublicWords(
  windows: Pick<Stretch, 'startedAt'>[],
  updates: { at: Date | null; state: string | null }[],
): { startedAt: Date; at: Date; minutes: number }[] {
  const starts = windows.flatMap((window) => window.startedAt?.getTime() ?? []).sort((a, b) => a - b)
  const words = updates.flatMap(({ at, state }) => (at && state !== 'postmortem' ? at.getTime() : []))
  return starts.flatMap((start, index) => {
    const next = starts[index + 1] ?? Infinity
    const first = Math.min(...words.filter((at) => at >= start && at < next))
    return first === Infinity
      ? []
      : { startedAt: new Date(start), at: new Date(first), minutes: (first - start) / MINUTE }
  })
}

/** Minutes from the start of the last window that has a public update to its first one; null when no window has any. */
export function publicLagMinutes(
  windows: Pick<Stretch, 'startedAt'>[],
  updates: { at: Date | null; state: string | null }[],
): number | null {
  return firstPublicWords(windows, updates).at(-1)?.minutes ?? null
}
