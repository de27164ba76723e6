'use client'
import { useLocale, useTranslations } from 'next-intl'
import { languageLabel } from '@/lib/render/language'
import type { ReviewFacets } from '@/lib/schema/review'
import { FilterClear, FilterSelect } from '../table/filter-controls'

/** Choices by what, why, language and import, each with the number of fields that wait. */
export function ReviewFilters({ facets }: { facets: ReviewFacets }) {
  const t = useTranslations('review.reviewFilters')
  const locale = useLocale()
  const options = (name: keyof ReviewFacets, words: (label: string) => string = (label) => label) =>
    facets[name].map(({ value, label, count }) => ({ value, label: `${words(label)} (${count})` }))
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <FilterSelect
        name="kind"
        label={t('kind')}
        all={t('anyKind')}
        options={options('kinds', (kind) => t(`kinds.${kind === 'edition' ? 'edition' : 'skill'}`))}
      />
      <FilterSelect name="reason" label={t('reason')} all={t('anyReason')} options={options('reasons')} />
      <FilterSelect
        name="lang"
        label={t('language')}
        all={t('anyLanguage')}
        options={options('langs', (lang) => (lang === 'und' ? t('unknownLanguage') : languageLabel(lang, locale)))}
      />
      <FilterSelect name="importId" label={t('import')} all={t('anyImport')} options={options('imports')} />
      <FilterClear names={['kind', 'reason', 'lang', 'importId']} />
    </div>
  )
}
