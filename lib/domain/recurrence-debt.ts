import type { ActionItemStatus, RecurrenceDebt } from '@/lib/schema/action-item'

/** An action item as far as its debt depends on it. */
export type IndebtedItem = {
  /** Open since, as far as the source says: year, month or day. */
  since: string | null
  /** The day it counts as opened on; the first day when `since` is a month or a year. */
  openedOn: Date | null
  closedAt: Date | null
  status: ActionItemStatus | null
}

/** An incident that may be a recurrence; `at` is its start, `on` its date (00:00 UTC) when the time is unknown. */
export type DebtOccurrence = {
  slug: string
  title: string
  patterns: string[]
  at: Date | null
  on: Date | null
  impactMinutes: number | null
  /** Whether it is known to be of the item's company, service or component; absent where that is not asked. */
  scope?: 'same' | 'unknown'
}

const DAY_MS = 86_400_000

/**
 * Finds the incidents that an action item could have prevented: they share a pattern with it and began while it was open.
 * Gives null when there is none, or when nobody knows since when the item was open.
 *
 * What happened in the very period that `since` names (the same day, or the same month when no day is known) may have been the
 * occasion of the item and does not count. A finished item whose closing time is unknown has no debt.
 */
export function findRecurrenceDebt(
  item: IndebtedItem,
  patterns: readonly string[],
  occurrences: readonly DebtOccurrence[],
  now: Date,
): RecurrenceDebt | null {
  const opened = openedPeriod(item)
  if (!opened) return null
  const finished = item.status === 'done' || item.status === 'wont-do'
  if (finished && !item.closedAt) return null
  const from = opened.end.getTime()
  const until = (item.closedAt ?? now).getTime()
  const own = new Set(patterns)
  const recurrences = occurrences
    .flatMap((occurrence) => {
      const begin = occurrence.at ?? occurrence.on
      // Most occurrences fall outside the time, so it is asked first, in numbers: comparing dates costs ten times more.
      const time = begin?.getTime()
      if (!begin || time === undefined || time < from || time >= until || time > now.getTime()) return []
      return occurrence.patterns.some((slug) => own.has(slug)) ? [{ occurrence, begin }] : []
    })
    .toSorted((a, b) => a.begin.getTime() - b.begin.getTime() || (a.occurrence.slug < b.occurrence.slug ? -1 : 1))
  const latest = recurrences.at(-1)
  if (!latest) return null
  return {
    openDays: Math.floor((latest.begin.getTime() - opened.start.getTime()) / DAY_MS),
    impactMinutes: sumOf(recurrences.map(({ occurrence }) => occurrence.impactMinutes)),
    intervalDays: intervalsOf(recurrences.map(({ begin }) => begin)),
    recurrences: recurrences.map(({ occurrence: { slug, title, at, on, impactMinutes, scope }, begin }) => ({
      slug,
      title,
      at: at?.toISOString() ?? null,
      on: (on ?? begin).toISOString().slice(0, 10),
      impactMinutes,
      scope: scope ?? 'unknown',
    })),
    patterns: patterns.filter((slug) => recurrences.some(({ occurrence }) => occurrence.patterns.includes(slug))),
  }
}

/** Sum of what is known; null when nothing is. */
function sumOf(minutes: readonly (number | null)[]): number | null {
  const known = minutes.filter((one) => one !== null)
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0)
}

/** Whole days between those that follow each other. */
function intervalsOf(begins: readonly Date[]): number[] {
  return begins.slice(1).map((begin, index) => {
    const before = begins[index] ?? begin
    return Math.floor((begin.getTime() - before.getTime()) / DAY_MS)
  })
}

/** From when the item counts as open, and the end (exclusive) of the period in which it may have been opened. */
function openedPeriod({ since, openedOn }: IndebtedItem): { start: Date; end: Date } | null {
  const [year, month, day] = (since ?? '').split('-').map(Number)
  if (year) {
    const start = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1))
    const end = new Date(Date.UTC(month ? year : year + 1, month ? (day ? month - 1 : month) : 0, day ? day + 1 : 1))
    return { start, end }
  }
  if (!openedOn) return null
  const dateOnly = openedOn.getTime() % DAY_MS === 0
  return { start: openedOn, end: dateOnly ? new Date(openedOn.getTime() + DAY_MS) : openedOn }
}
