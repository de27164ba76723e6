import type { PatternMonths } from '@/lib/schema/incident-measures'
import { monthsFrom } from './measures'

/** Months that are looked at together. */
const MONTHS = 12

const monthOf = (year: number, month: number) => new Date(Date.UTC(year, month)).toISOString().slice(0, 7)

/**
 * The twelve months up to the present one; up to that of the latest incident (a day, or null without any) when the present twelve have
 * none. An incident of the future does not move them.
 */
export function measuredMonths(latest: string | null, now: Date): string[] {
  const present = now.toISOString().slice(0, 7)
  const first = monthOf(now.getUTCFullYear(), now.getUTCMonth() - MONTHS + 1)
  const last = latest !== null && latest.slice(0, 7) < first ? latest.slice(0, 7) : present
  const [year = 0, month = 1] = last.split('-').map(Number)
  return monthsFrom(monthOf(year, month - MONTHS), last)
}

/** How often a pattern was in the incidents of a month. */
export type CountedPattern = Pick<PatternMonths, 'slug' | 'title' | 'family'> & { month: string; count: number }

/** The counts of each pattern by month, in the order of `months`: the most frequent first, then the one that came last, then by title. */
export function measurePatternMonths(counted: readonly CountedPattern[], months: readonly string[]): PatternMonths[] {
  const place = new Map(months.map((month, index) => [month, index]))
  const found = new Map<string, PatternMonths>()
  for (const { slug, title, family, month, count } of counted) {
    const at = place.get(month)
    if (at === undefined) continue
    const known = found.get(slug) ?? { slug, title, family, counts: months.map(() => 0), total: 0 }
    known.counts[at] = (known.counts[at] ?? 0) + count
    known.total += count
    found.set(slug, known)
  }
  const lastOf = ({ counts }: PatternMonths) => counts.findLastIndex((count) => count > 0)
  return [...found.values()].sort((a, b) => b.total - a.total || lastOf(b) - lastOf(a) || (a.title < b.title ? -1 : 1))
}

/** Twelve months and the twelve before them: first and last month, and the days at which they begin and have ended (UTC). */
export function responsePeriods(months: readonly string[]) {
  const [year = 0, month = 1] = (months.at(-1) ?? '').split('-').map(Number)
  return [0, MONTHS].map((back) => {
    const [from, to] = [monthOf(year, month - back - MONTHS), monthOf(year, month - back - 1)]
    return { from, to, begins: `${from}-01`, ended: `${monthOf(year, month - back)}-01` }
  })
}
