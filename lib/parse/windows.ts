import type { TimelineEntry } from './timeline'

/** A stretch of impact: indexes of the entries that open, follow and close it. */
export type ImpactWindow = {
  startedAt: string | null
  detectedAt: string | null
  declaredAt: string | null
  mitigatedAt: string | null
  resolvedAt: string | null
  /** First and last entry, as indexes into the timeline. */
  first: number
  last: number
  marks: Partial<Record<'startedAt' | 'detectedAt' | 'declaredAt' | 'mitigatedAt' | 'resolvedAt', number>>
}

/**
 * Groups timed entries into impact windows. A window opens with an entry that says that something began (or, when nothing says
 * so, was detected or declared) and closes with one that says that it was over; a later beginning opens the next window.
 * Entries between windows (a release, a renewal) belong to none.
 */
export function findWindows(entries: TimelineEntry[]): ImpactWindow[] {
  const windows: ImpactWindow[] = []
  const order = inTimeOrder(entries)
  const resolvedAgain = findResolvedAgain(entries, order)
  let open: ImpactWindow | null = null
  for (const index of order) {
    const entry = entries[index]
    if (!entry) continue
    const at = entry.moment?.at
    if (!at || entry.lane !== 'internal' || entry.moment?.precision === 'day') continue
    if (!open) {
      const reopens = windows.length > 0
      const opens =
        entry.phase === 'started' ||
        (!reopens && (entry.phase === 'detected' || entry.phase === 'declared' || entry.phase === 'acknowledged'))
      if (!opens) continue
      open = {
        startedAt: null,
        detectedAt: null,
        declaredAt: null,
        mitigatedAt: null,
        resolvedAt: null,
        first: index,
        last: index,
        marks: {},
      }
      windows.push(open)
    }
    mark(open, entry, index, at)
    if (entry.phase === 'resolved' && !resolvedAgain[index]) open = null
  }
  return windows
}

/** Places of the entries from the earliest on: a list that begins with its newest entry is read from its end. */
function inTimeOrder(entries: TimelineEntry[]): number[] {
  const places = entries.map((_, index) => index)
  const times = entries.flatMap((entry) => (entry.moment?.at ? [Date.parse(entry.moment.at)] : []))
  const back = times.filter((time, index) => index > 0 && time < (times[index - 1] ?? time)).length
  return times.length > 2 && back * 2 > times.length ? places.reverse() : places
}

function mark(window: ImpactWindow, entry: TimelineEntry, index: number, at: string): void {
  window.last = index
  const stamp = (field: keyof ImpactWindow['marks'], latest = false) => {
    if (window[field] && !latest) return
    window[field] = at
    window.marks[field] = index
  }
  if (entry.phase === 'started') stamp('startedAt')
  if (entry.phase === 'detected' || entry.others.includes('detected')) stamp('detectedAt')
  if (entry.phase === 'declared') stamp('declaredAt')
  if (entry.phase === 'mitigated') stamp('mitigatedAt', true)
  if (entry.phase === 'resolved') stamp('resolvedAt', true)
}

/** Per entry, whether "resolved" is said again later with nothing new begun between: the window goes on to the later one. */
function findResolvedAgain(entries: TimelineEntry[], order: number[]): boolean[] {
  const again: boolean[] = []
  let next = false
  for (const index of order.toReversed()) {
    again[index] = next
    const entry = entries[index]
    if (!entry?.moment?.at) continue
    if (entry.phase === 'resolved') next = true
    if (entry.phase === 'started') next = false
  }
  return again
}
