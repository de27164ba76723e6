import { useTranslations } from 'next-intl'
import { useTimes } from '@/components/ui/use-times'
import {
  ACTION_ITEM_KIND_CHOICES,
  ACTION_ITEM_PRIORITY_CHOICES,
  ACTION_ITEM_STATUS_CHOICES,
  choiceOf,
} from '@/lib/schema/choices'

const FIELDS = [
  'title',
  'description',
  'status',
  'owner',
  'due',
  'priority',
  'kind',
  'condition',
  'scope',
  'dependency',
  'dependsOnId',
  'closedBy',
  'reason',
  'ticket',
] as const

type ItemFieldWords = {
  /** How a field of an item is called in a sentence. */
  fieldWords: (field: string) => string
  /** What a stored value of a field reads like in a sentence. */
  valueWords: (field: string, value: string | null) => string
}

export function useItemFieldWords(): ItemFieldWords {
  const t = useTranslations('action-item.itemFieldWords')
  const times = useTimes()
  const fieldWords = (field: string) => {
    const known = choiceOf(FIELDS, field)
    return known ? t(`fields.${known}`) : field
  }
  const valueWords = (field: string, value: string | null) => {
    if (value === null) return t('unknown')
    if (field === 'due') return times.day(value)
    const status = field === 'status' && choiceOf(ACTION_ITEM_STATUS_CHOICES, value)
    if (status) return t(`status.${status}`)
    const priority = field === 'priority' && choiceOf(ACTION_ITEM_PRIORITY_CHOICES, value)
    if (priority) return t(`priority.${priority}`)
    const kind = field === 'kind' && choiceOf(ACTION_ITEM_KIND_CHOICES, value)
    return kind ? t(`kind.${kind}`) : value
  }
  return { fieldWords, valueWords }
}
