'use client'
import { languageName } from '@/lib/render/language'
import type { ReviewFacets } from '@/lib/schema/review'
import { FilterClear, FilterSelect } from '../table/filter-controls'

const KIND_WORDS: Record<string, string> = { edition: 'Incidents', skill: 'Skills' }

/** Choices by what, why, language and import, each with the number of fields that wait. */
export function ReviewFilters({ facets }: { facets: ReviewFacets }) {
  const options = (name: keyof ReviewFacets, words: (label: string) => string = (label) => label) =>
    facets[name].map(({ value, label, count }) => ({ value, label: `${words(label)} (${count})` }))
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <FilterSelect
        name="kind"
        label="Kind"
        all="Incidents and skills"
        options={options('kinds', (kind) => KIND_WORDS[kind] ?? kind)}
      />
      <FilterSelect name="reason" label="Reason" all="Any reason" options={options('reasons')} />
      <FilterSelect
        name="lang"
        label="Language"
        all="Any language"
        options={options('langs', (lang) => (lang === 'und' ? 'Unknown' : languageName(lang)))}
      />
      <FilterSelect name="importId" label="Import" all="Any import" options={options('imports')} />
      <FilterClear names={['kind', 'reason', 'lang', 'importId']} />
    </div>
  )
}
