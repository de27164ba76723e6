'use client'

import { FilterClear, FilterDate, FilterSearch, FilterSelect, FilterToggle } from '../table/filter-controls'

type Choice = { slug: string; title: string }

export const MAP_FILTERS = ['q', 'family', 'pattern', 'company', 'from', 'to', 'status', 'debt']

/** The filters of the map; they hold for the drawing, the table and the file alike. */
export function MapFilters(props: { families: string[]; patterns: Choice[]; companies: Choice[] }) {
  const choices = (list: Choice[]) => list.map(({ slug, title }) => ({ value: slug, label: title }))
  return (
    <div role="group" aria-label="Filters" className="mb-3 flex flex-wrap items-center gap-2 print:hidden">
      <FilterSearch label="Title, service or tag" />
      <FilterSelect
        name="family"
        label="Family"
        all="Any family"
        options={props.families.map((family) => ({ value: family, label: family }))}
      />
      <FilterSelect name="pattern" label="Pattern" all="Any pattern" options={choices(props.patterns)} />
      {props.companies.length > 0 ? (
        <FilterSelect name="company" label="Company" all="Any company" options={choices(props.companies)} />
      ) : null}
      <FilterSelect
        name="status"
        label="Match"
        all="Any match"
        options={[
          { value: 'confirmed', label: 'Confirmed' },
          { value: 'suggested', label: 'Suggested' },
        ]}
      />
      <FilterDate name="from" label="From" />
      <FilterDate name="to" label="To" />
      <FilterToggle name="debt" label="Only with debt" />
      <FilterClear names={MAP_FILTERS} />
    </div>
  )
}
