import { ACTION_ITEM_KINDS, ACTION_ITEM_PRIORITIES, ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { formatDay } from '@/lib/render/time'
import {
  ACTION_ITEM_KIND_CHOICES,
  ACTION_ITEM_PRIORITY_CHOICES,
  ACTION_ITEM_STATUS_CHOICES,
  choiceOf,
} from '@/lib/schema/choices'

const FIELD_WORDS: Record<string, string> = {
  due: 'due date',
  closedBy: 'evidence',
  dependsOnId: 'the item that must come first',
  dependency: 'what must come first',
}

/** How a field of an item is called in a sentence. */
export function fieldWords(field: string): string {
  return FIELD_WORDS[field] ?? field
}

/** What a stored value of a field reads like in a sentence. */
export function valueWords(field: string, value: string | null): string {
  if (value === null) return 'unknown'
  if (field === 'due') return formatDay(value)
  const status = field === 'status' && choiceOf(ACTION_ITEM_STATUS_CHOICES, value)
  if (status) return ACTION_ITEM_STATUSES[status].label.toLowerCase()
  const priority = field === 'priority' && choiceOf(ACTION_ITEM_PRIORITY_CHOICES, value)
  if (priority) return ACTION_ITEM_PRIORITIES[priority].label.toLowerCase()
  const kind = field === 'kind' && choiceOf(ACTION_ITEM_KIND_CHOICES, value)
  return kind ? ACTION_ITEM_KINDS[kind].toLowerCase() : value
}
