import { formatDay, formatDays } from '@/lib/render/time'
import type { ActionItemView } from '@/lib/schema/action-item'

const TIMES = ['', 'once', 'twice', 'three times', 'four times']

/** More recurrences than this are counted, not told one by one. */
export const TOLD = 3

/** The story of an action item that was open while its incident came back: "open since March 2026; recurred once, 19 Apr 2026". */
export function debtStory(item: Pick<ActionItemView, 'since' | 'debt' | 'ageDays'>): string {
  if (!item.debt) return ''
  const { recurrences, openDays } = item.debt
  const open = openFor(item, openDays)
  const count = TIMES[recurrences.length] ?? `${recurrences.length} times`
  const days = recurrences.flatMap(({ on }) => (on ? [formatDay(on)] : []))
  const last = days.at(-1)
  const when = days.length > TOLD ? `, most recently ${last}` : days.length > 0 ? `, ${days.join(' and ')}` : ''
  return `${open}; recurred ${count}${when}`
}

/** How long it has been open until today; of a finished one, how long it was when its incident last came back. */
function openFor({ since, ageDays }: Pick<ActionItemView, 'since' | 'ageDays'>, openDays: number): string {
  if (since) return `open since ${formatDay(since)}`
  return ageDays === null ? `was open for ${formatDays(openDays)}` : `open for ${formatDays(ageDays)}`
}
