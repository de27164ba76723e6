import type { Say } from '@/lib/intl/say'
import type { Times } from '@/lib/render/times'
import type { ActionItemView } from '@/lib/schema/action-item'

/** More recurrences than this are counted, not told one by one. */
export const TOLD = 3

const WHEN = ['none', 'one', 'two', 'three'] as const

/** The story of an action item that was open while its incident came back: "open since March 2026; recurred once, 19 Apr 2026". */
export function debtStory(
  say: Say<'home.debtStory'>,
  times: Times,
  { since, ageDays, debt }: Pick<ActionItemView, 'since' | 'debt' | 'ageDays'>,
): string {
  if (!debt) return ''
  // How long it has been open until today; of a finished one, how long it was when its incident last came back.
  const open = since
    ? say('openSince', { since: times.day(since) })
    : ageDays === null
      ? say('wasOpenFor', { span: times.days(debt.openDays) })
      : say('openFor', { span: times.days(ageDays) })
  const days = debt.recurrences.flatMap(({ on }) => (on ? [times.day(on)] : []))
  const [first = '', second = '', third = ''] = days
  const recurred = say('recurred', {
    count: debt.recurrences.length,
    when: WHEN[days.length] ?? 'latest',
    first,
    second,
    third,
    latest: days.at(-1) ?? '',
  })
  return `${open}; ${recurred}`
}
