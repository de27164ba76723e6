'use client'

import { useTranslations } from 'next-intl'
import { FilterClear, FilterDate, FilterSearch, FilterSelect, FilterToggle } from '../table/filter-controls'

type Choice = { slug: string; title: string }

export const MAP_FILTERS = ['q', 'family', 'pattern', 'company', 'from', 'to', 'status', 'debt']

/** The filters of the map; they hold for the drawing, the table and the file alike. */
export function MapFilters(props: { families: string[]; patterns: Choice[]; companies: Choice[] }) {
  const t = useTranslations('map.mapFilters')
  const choices = (list: Choice[]) => list.map(({ slug, title }) => ({ value: slug, label: title }))
  return (
    <div role="group" aria-label={t('label')} className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
      <FilterSearch label={t('search')} />
      <FilterSelect
        name="family"
        label={t('family')}
        all={t('anyFamily')}
        options={props.families.map((family) => ({ value: family, label: family }))}
      />
      <FilterSelect name="pattern" label={t('pattern')} all={t('anyPattern')} options={choices(props.patterns)} />
      {props.companies.length > 0 ? (
        <FilterSelect name="company" label={t('company')} all={t('anyCompany')} options={choices(props.companies)} />
      ) : null}
      <FilterSelect
        name="status"
        label={t('match')}
        all={t('anyMatch')}
        options={(['confirmed', 'suggested'] as const).map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <FilterDate name="from" label={t('from')} />
      <FilterDate name="to" label={t('to')} />
      <FilterToggle name="debt" label={t('onlyWithDebt')} />
      <FilterClear names={MAP_FILTERS} />
    </div>
  )
}
