import { useTranslations } from 'next-intl'
import { Meter } from '@/components/ui/meter'
import type { Coverage } from '@/lib/schema/draft'

/** 0.996 is not "100 %": nothing is claimed to be whole that is not. */
export const percentOf = (share: number): number => Math.floor(share * 100 + 1e-9)

/**
 * How much of a document's text was used. `kept` counts words that stand in a field or in the body, the rest was left out as
 * page furniture; `fields` counts characters that a field was read from.
 */
export function CoverageNote({ coverage }: { coverage: Coverage }) {
  const t = useTranslations('review.coverageNote')
  const kept = percentOf(coverage.kept)
  const fields = percentOf(coverage.fields)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 text-xs text-muted tabular-nums" title={t('help')}>
      <Meter label={t('meter')} value={kept / 100} />
      <span>{kept < 100 ? t('someLeft', { fields, left: 100 - kept }) : t('allKept', { fields })}</span>
    </span>
  )
}
