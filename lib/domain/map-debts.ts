import type { ActionItemStatus } from '@/lib/schema/action-item'
import type { MapDebt, MapIncident, MapSkill } from '@/lib/schema/pattern-map'
import { findRecurrenceDebt, type DebtOccurrence } from './recurrence-debt'

export type MapActionItem = {
  id: string
  title: string
  status: ActionItemStatus | null
  since: string | null
  openedOn: Date | null
  closedAt: Date | null
  from: MapDebt['from']
  parent: Pick<MapIncident | MapSkill, 'patterns'>
}
export type MapOccurrence = Pick<MapIncident, 'slug' | 'title' | 'on' | 'impactMinutes' | 'patterns'> & {
  startedAt: Date | null
}

/** Newest occurrences looked at for each pattern, as on the pages: more would only lengthen a list that is long already. */
const PER_PATTERN = 40

type Known = { occurrence: DebtOccurrence; role: string }

function occurrencesByPattern(incidents: readonly MapOccurrence[]): Map<string, Known[]> {
  const found = new Map<string, Known[]>()
  for (const { slug, title, on, startedAt, impactMinutes, patterns } of incidents) {
    if (on === null) continue
    const shared = { slug, title, at: startedAt, on: new Date(on), impactMinutes }
    for (const { slug: pattern, role } of patterns) {
      const list = found.get(pattern)
      const known = { occurrence: { ...shared, patterns: [pattern] }, role }
      if (!list) found.set(pattern, [known])
      else if (list.length < PER_PATTERN) list.push(known)
    }
  }
  return found
}

/** What recurred with a pattern of the item's parent: the pattern is the root on at least one side. */
function occurrencesOf(item: MapActionItem, byPattern: Map<string, Known[]>): DebtOccurrence[] {
  const found = new Map<string, DebtOccurrence>()
  for (const { slug: pattern, role } of item.parent.patterns) {
    for (const known of byPattern.get(pattern) ?? []) {
      if (role !== 'root' && known.role !== 'root') continue
      const { occurrence } = known
      if (item.from.kind === 'incident' && occurrence.slug === item.from.slug) continue
      const seen = found.get(occurrence.slug)
      found.set(occurrence.slug, seen ? { ...seen, patterns: [...seen.patterns, pattern] } : occurrence)
    }
  }
  return [...found.values()]
}

/** First day of what "since" names, as an ISO day. */
function firstDay(item: MapActionItem): string | null {
  if (item.since) return `${item.since}-01-01`.slice(0, 10)
  return item.openedOn?.toISOString().slice(0, 10) ?? null
}

/**
 * The action items that were open when a pattern of theirs came back, with those incidents; the rule is `findRecurrenceDebt`'s.
 * Takes incidents newest first. Days are ISO days in UTC.
 */
export function findMapDebts(
  items: readonly MapActionItem[],
  incidents: readonly MapOccurrence[],
  now: Date,
): MapDebt[] {
  const byPattern = occurrencesByPattern(incidents)
  return items.flatMap((item) => {
    const patterns = item.parent.patterns.map(({ slug }) => slug)
    const since = firstDay(item)
    const debt = since === null ? null : findRecurrenceDebt(item, patterns, occurrencesOf(item, byPattern), now)
    if (!debt || since === null) return []
    const { id, title, from, closedAt } = item
    const until = closedAt?.toISOString().slice(0, 10) ?? null
    const recurrences = debt.recurrences.map(({ slug }) => slug)
    return [{ id, title, from, patterns: debt.patterns, since, until, openDays: debt.openDays, recurrences }]
  })
}
