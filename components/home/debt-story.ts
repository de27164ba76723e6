import { formatDay, formatDays } from '@/lib/render/time'
import type { ActionItemView } from '@/lib/schema/action-item'

const TIMES = ['', 'once', 'twice', 'three times', 'four times']

/** The story of an action item that was open while its incident came back: "open since March 2026; recurred once, 19 Apr 2026". */
export function debtStory(item: Pick<ActionItemView, 'since' | 'debt'>): string {
  if (!item.debt) return ''
  const { recurrences, openDays } = item.debt
  const open = item.since ? `open since ${formatDay(item.since)}` : `open for ${formatDays(openDays)}`
  const count = TIMES[recurrences.length] ?? `${recurrences.length} times`
  const days = recurrences.flatMap(({ on }) => (on ? [formatDay(on)] : []))
  return `${open}; recurred ${count}${days.length > 0 ? `, ${days.join(' and ')}` : ''}`
}
