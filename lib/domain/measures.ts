import type { RecurrenceDebt } from '@/lib/schema/action-item'
import type {
  DebtMeasure,
  GroupMeasure,
  IndebtedItem,
  MonthMeasure,
  MonthsMeasure,
  Prevention,
  PreventionMonth,
  Spread,
} from '@/lib/schema/measures'

/** Nine of ten values lie above the lowest of these shares, nine of ten below the highest. */
const SHARES = { low: 0.1, median: 0.5, high: 0.9 } as const

/** The value below which a share of the sorted values lies, between two of them by their distance (type 7 of Hyndman and Fan, 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? 0
  const above = sorted[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

/** Median and tenth and ninetieth percentile of some values, in their unit; null without any. */
export function findSpread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  return {
    n: sorted.length,
    low: quantile(sorted, SHARES.low),
    median: quantile(sorted, SHARES.median),
    high: quantile(sorted, SHARES.high),
  }
}

/** Action items that have something in common, as they were counted; days are whole ones. */
export type CountedGroup = Pick<GroupMeasure, 'key' | 'label' | 'done' | 'wontDo' | 'unfinished' | 'unknown'> & {
  /** Days that each unfinished one has been open, of those of which it is known. */
  ages: readonly number[]
  /** Days from opening to closing, of those of which both are known. */
  closing: readonly number[]
}

/** What can be said of a group. The closure rate leaves out items whose status nobody knows: they are neither open nor done. */
export function measureGroup({ ages, closing, ...group }: CountedGroup): GroupMeasure {
  const { done, wontDo, unfinished, unknown } = group
  const known = done + wontDo + unfinished
  return {
    ...group,
    total: known + unknown,
    closureRate: known === 0 ? null : (done + wontDo) / known,
    age: findSpread(ages),
    undated: unfinished - ages.length,
    closing: findSpread(closing),
    closedUndated: done + wontDo - closing.length,
  }
}

/** How many items were opened in one month and closed in another; months as `2026-03`, null where nobody knows it. */
export type CountedMonths = {
  opened: string | null
  closed: string | null
  state: 'unfinished' | 'finished' | 'unknown'
  count: number
}

/** Every month from one to another, both included; none when they are in the wrong order. */
export function monthsFrom(first: string, last: string): string[] {
  const [year = 0, month = 1] = first.split('-').map(Number)
  const [lastYear = 0, lastMonth = 1] = last.split('-').map(Number)
  const count = (lastYear - year) * 12 + lastMonth - month + 1
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + index)).toISOString().slice(0, 7),
  )
}

/**
 * Items opened and closed by month, and how many were open at each month's end, from the first month in which anything was opened until
 * `now`, or within the bounds (months). What happened before the first month is in what was open then. An item of which the opening, the closing or
 * the status is not known stands in no month, and is told apart.
 */
export function measureMonths(
  counted: readonly CountedMonths[],
  { from, to, now }: { from: string | null; to: string | null; now: Date },
): MonthsMeasure {
  const leftOut = { undated: 0, closedUndated: 0, unknown: 0 }
  const opened = new Map<string, number>()
  const closed = new Map<string, number>()
  const add = (counts: Map<string, number>, month: string, count: number) =>
    counts.set(month, (counts.get(month) ?? 0) + count)
  for (const row of counted) {
    if (row.state === 'unknown') leftOut.unknown += row.count
    else if (row.opened === null) leftOut.undated += row.count
    else if (row.state === 'finished' && row.closed === null) leftOut.closedUndated += row.count
    else {
      add(opened, row.opened, row.count)
      if (row.closed !== null && row.state === 'finished') add(closed, row.closed, row.count)
    }
  }
  const present = now.toISOString().slice(0, 7)
  const [earliest] = [...opened.keys()].toSorted()
  if (earliest === undefined) return { months: [], leftOut }
  let open = 0
  const all = monthsFrom(earliest, present).map((month): MonthMeasure => {
    const [came, went] = [opened.get(month) ?? 0, closed.get(month) ?? 0]
    open += came - went
    return { month, opened: came, closed: went, open }
  })
  return { months: all.filter(({ month }) => (!from || month >= from) && (!to || month <= to)), leftOut }
}

/** Incidents of a month, as they were counted; `month` is null for those whose day nobody knows. */
export type CountedPrevention = Omit<PreventionMonth, 'month' | 'share' | 'without'> & { month: string | null }

const NONE = { incidents: 0, prevented: 0, bare: 0, unknown: 0 }

function sharesOf(counts: typeof NONE): Omit<PreventionMonth, 'month'> {
  const { incidents, prevented, bare, unknown } = counts
  const known = incidents - unknown
  return {
    incidents,
    prevented,
    bare,
    unknown,
    without: known - prevented,
    share: known === 0 ? null : prevented / known,
  }
}

/**
 * The share of incidents with a preventive item by month, every month between the first and the last with an incident. Incidents of which it is not known, as an item's kind is
 * not, are left out of the share and told apart.
 */
export function measurePrevention(counted: readonly CountedPrevention[]): Prevention {
  const months = new Map(counted.flatMap((row) => (row.month === null ? [] : [[row.month, row] as const])))
  const names = [...months.keys()].toSorted()
  const [first, last] = [names[0], names.at(-1)]
  const sum = (rows: Iterable<typeof NONE>) => {
    const total = { ...NONE }
    for (const row of rows) {
      total.incidents += row.incidents
      total.prevented += row.prevented
      total.bare += row.bare
      total.unknown += row.unknown
    }
    return total
  }
  return {
    months: (first && last ? monthsFrom(first, last) : []).map((month) => ({
      month,
      ...sharesOf(months.get(month) ?? NONE),
    })),
    total: sharesOf(sum(months.values())),
    undated: counted.find(({ month }) => month === null)?.incidents ?? 0,
  }
}

/** What an item's debt says, for a list: the rule is `findRecurrenceDebt`'s. */
export function indebted(
  item: Omit<IndebtedItem, 'openDays' | 'recurrences' | 'impactMinutes' | 'patterns'>,
  { openDays, recurrences, impactMinutes, patterns }: RecurrenceDebt,
): IndebtedItem {
  const told = recurrences.map(({ slug, title, on, impactMinutes: minutes }) => ({
    slug,
    title,
    on,
    impactMinutes: minutes,
  }))
  return { ...item, openDays, recurrences: told, impactMinutes, patterns }
}

/**
 * What all debts come to: those that cost most first. An incident that several items could have prevented is one incident, and its
 * minutes count once. `notWeighed` is passed on.
 */
export function measureDebt(items: readonly IndebtedItem[], notWeighed: number): DebtMeasure {
  const incidents = new Map(
    items.flatMap(({ recurrences }) => recurrences.map(({ slug, impactMinutes }) => [slug, impactMinutes] as const)),
  )
  const known = [...incidents.values()].filter((minutes) => minutes !== null)
  const closed = items.filter(({ status }) => status === 'done' || status === 'wont-do').length
  const unknown = items.filter(({ status }) => status === null).length
  return {
    items: items.toSorted(
      (a, b) =>
        b.recurrences.length - a.recurrences.length ||
        (b.impactMinutes ?? 0) - (a.impactMinutes ?? 0) ||
        b.openDays - a.openDays ||
        (a.id < b.id ? -1 : 1),
    ),
    unfinished: items.length - closed - unknown,
    unknown,
    closed,
    openDays: findSpread(items.map(({ openDays }) => openDays)),
    incidents: incidents.size,
    impactMinutes: known.length === 0 ? null : known.reduce((sum, minutes) => sum + minutes, 0),
    impactUnknown: incidents.size - known.length,
    notWeighed,
  }
}
