import type { ActionItemView } from '@/lib/schema/action-item'
import { controlledOf, type ControlledItem } from './controlled-item'

/** What a row of the table shows and changes: fifty of them go to the browser twice, as HTML and as data. */
export type ItemRow = ControlledItem &
  Pick<ActionItemView, 'since' | 'ageDays' | 'from' | 'waits'> & {
    isProven: boolean
    debt: { openDays: number; times: number } | null
  }

export function rowOf(item: ActionItemView): ItemRow {
  const { since, ageDays, from, waits, evidence, debt } = item
  return {
    ...controlledOf(item),
    since,
    ageDays,
    from,
    waits,
    isProven: evidence !== null,
    debt: debt && { openDays: debt.openDays, times: debt.recurrences.length },
  }
}
