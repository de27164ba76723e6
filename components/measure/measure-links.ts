import { filterHref } from '@/components/table/filter-href'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { Measure, MeasureFilter } from '@/lib/schema/measures'

const KEYS: readonly string[] = Object.keys(ActionItemFilterSchema.shape)

/**
 * The table of action items that a figure counts; null where the table cannot be narrowed to just those. `of`: values of the table's filter
 * beside what the measures are narrowed to.
 */
export function itemsHref(filter: MeasureFilter, of: Record<string, string>): string | null {
  const wanted = Object.entries({ ...filter, ...of }).filter(([, value]) => value !== undefined)
  const isKnown =
    wanted.every(([key]) => KEYS.includes(key)) && ActionItemFilterSchema.safeParse(Object.fromEntries(wanted)).success
  return isKnown ? filterHref('/action-items', Object.fromEntries(wanted), {}, {}) : null
}

/** Incidents of a month, `2026-03`, as the measures are narrowed; null where the list cannot be narrowed so. */
export function incidentsHref({ pattern, company }: MeasureFilter, month: string): string | null {
  if (company) return null
  const [year = 0, number = 1] = month.split('-').map(Number)
  const to = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
  return filterHref('/incidents', { from: `${month}-01`, to, pattern }, {}, {})
}

/** The file with one of the measures, as they are narrowed. */
export function csvHref(filter: MeasureFilter, of: Measure): string {
  return filterHref('/api/v1/measures/csv', { ...filter, of }, {}, {})
}
