import { useTranslations } from 'next-intl'
import { useNumber } from '@/components/ui/use-number'
import { useTimes } from '@/components/ui/use-times'
import { ActionItemKindSchema } from '@/lib/schema/action-item'
import type { GroupMeasure, Spread } from '@/lib/schema/measures'

export type By = 'kind' | 'pattern' | 'owner'

/** What all measures say alike: numbers, times, groups. */
export function useMeasureWords() {
  const t = useTranslations('measure.words')
  const kinds = useTranslations('labels.actionItemKind')
  const times = useTimes()
  const number = useNumber()
  return {
    number,
    times,
    /** What a group is called. */
    groupName: (by: By, { key, label }: Pick<GroupMeasure, 'key' | 'label'>): string => {
      if (key === null) return t(`notKnown.${by}`)
      const kind = ActionItemKindSchema.safeParse(key)
      return by === 'kind' && kind.success ? kinds(kind.data) : (label ?? key)
    },
    /** "49 days, n = 5" of days. */
    medianOf: ({ n, median }: Spread): string => t('medianOf', { median: times.days(median), n }),
    /** "median 49 days, 10–90 %: 12 days to 9 months, n = 5" of days. */
    spread: ({ n, low, median, high }: Spread): string =>
      n === 1
        ? t('medianOf', { median: times.days(median), n })
        : t('spread', { median: times.days(median), low: times.days(low), high: times.days(high), n }),
    /** "10–90 %: 12 days to 9 months, n = 5" of days. */
    range: ({ n, low, high }: Spread): string =>
      n === 1 ? t('only', { n }) : t('range', { low: times.days(low), high: times.days(high), n }),
    /** "March 2025 to February 2026" */
    period: ({ from, to }: { from: string; to: string }): string =>
      t('period', { from: times.day(from), to: times.day(to) }),
  }
}
export type MeasureWords = ReturnType<typeof useMeasureWords>

/** "33 %"; a dash where it is not known. */
export const formatShare = (share: number | null) => (share === null ? '–' : `${Math.round(share * 100)} %`)

/** Sentences that are to be said, with a space between. */
export const sentences = (parts: (string | false)[]) => parts.filter(Boolean).join(' ')
