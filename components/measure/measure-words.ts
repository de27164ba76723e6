import { ACTION_ITEM_KINDS } from '@/lib/render/labels'
import { formatDays } from '@/lib/render/time'
import { ActionItemKindSchema } from '@/lib/schema/action-item'
import type { GroupMeasure, Spread } from '@/lib/schema/measures'

export type By = 'kind' | 'pattern' | 'owner'

const NOT_KNOWN: Record<By, string> = { kind: 'Kind unknown', pattern: 'No pattern', owner: 'No owner' }

/** What a group is called. */
export function groupName(by: By, { key, label }: Pick<GroupMeasure, 'key' | 'label'>): string {
  if (key === null) return NOT_KNOWN[by]
  const kind = ActionItemKindSchema.safeParse(key)
  return by === 'kind' && kind.success ? ACTION_ITEM_KINDS[kind.data] : (label ?? key)
}

/** "33 %"; a dash where it is not known. */
export const formatShare = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)} %`)

export const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

/** "median 49 days, 12 days to 9 months, n = 5" */
export function spreadWords({ n, low, median, high }: Spread): string {
  return n === 1
    ? `${formatDays(median)}, n = 1`
    : `median ${formatDays(median)}, 10–90 %: ${formatDays(low)} to ${formatDays(high)}, n = ${n.toLocaleString('en')}`
}

/** Sentences that are to be said, with a space between. */
export const sentences = (parts: (string | false)[]) => parts.filter(Boolean).join(' ')
