import { useTranslations } from 'next-intl'
import type { FieldDifference } from '@/lib/schema/revision'
import { Value } from '../incident/conflict-value'

const NO_ZONE = { zone: null, zoneText: null }

/** A value of a field as people read it; "unknown" for none. */
export function ValueWords({ value }: { value: FieldDifference['before'] }) {
  const t = useTranslations('revision.valueWords')
  return <Value value={value} zone={NO_ZONE} none={t('unknown')} />
}
