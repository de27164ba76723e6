'use client'

import Link from 'next/link'
import { INCIDENT_STATUSES, VISIBILITIES } from '@/lib/render/labels'
import { languageName } from '@/lib/render/language'
import { hrefOf } from '@/lib/render/links'
import { formatDay, formatMinutes } from '@/lib/render/time'
import type { IncidentRow } from '@/lib/schema/incident'
import { columnsOf, DataTable } from '../table/data-table'
import { FilterClear, FilterDate, FilterSearch, FilterSelect } from '../table/filter-controls'
import { RowLink } from '../table/row-link'
import { ShareBadge } from './share-badge'
import { StageBadge } from './stage-badge'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Unknown } from '../ui/unknown'

function Day({ incident }: { incident: IncidentRow }) {
  return incident.on ? (
    <span className="whitespace-nowrap tabular-nums" title={incident.zoneText ?? incident.zone ?? 'zone unknown'}>
      {formatDay(incident.on)}
    </span>
  ) : (
    <Unknown what="when it happened" />
  )
}

function Status({ incident }: { incident: IncidentRow }) {
  if (incident.stub) return <Badge tone="amber">Only referred to</Badge>
  if (incident.status === 'unknown') return <Unknown what="status" />
  const { label, tone } = INCIDENT_STATUSES[incident.status]
  return <Badge tone={tone}>{label}</Badge>
}

/** Patterns shown in a row; the incident's page has all. */
const PATTERNS_SHOWN = 2

function Patterns({ patterns }: { patterns: IncidentRow['patterns'] }) {
  const rest = patterns.length - PATTERNS_SHOWN
  return (
    <ul className="text-xs">
      {patterns.slice(0, PATTERNS_SHOWN).map(({ slug, title, state }) => (
        <li key={slug} className="truncate leading-6">
          <Link
            href={hrefOf('pattern', slug)}
            title={`${title} (${state})`}
            className="text-muted hover:text-ink hover:underline"
          >
            {title}
          </Link>
        </li>
      ))}
      {rest > 0 ? <li className="text-faint">and {rest} more</li> : null}
    </ul>
  )
}

const column = columnsOf<IncidentRow>()
const columns = column.columns([
  column.accessor('title', {
    id: 'title',
    header: 'Incident',
    enableSorting: true,
    meta: { className: 'md:min-w-72' },
    cell: ({ row: { original: incident } }) => (
      <div className="max-w-2xl [overflow-wrap:anywhere]">
        <RowLink
          href={hrefOf('incident', incident.slug)}
          lang={incident.langs[0] === 'und' ? undefined : incident.langs[0]}
        >
          {incident.title}
        </RowLink>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-faint">
          <span className="md:hidden">
            <Day incident={incident} />
          </span>
          <StageBadge stage={incident.stage} />
          {incident.visibility === 'internal' ? null : <ShareBadge visibility={incident.visibility} />}
          {incident.langs.length > 0 ? <span>{incident.langs.map((lang) => languageName(lang)).join(', ')}</span> : null}
          {incident.tags.map((tag) => (
            <span key={tag}>#{tag}</span>
          ))}
        </p>
      </div>
    ),
  }),
  column.accessor('on', {
    id: 'on',
    header: 'Date',
    enableSorting: true,
    meta: { className: 'hidden md:table-cell' },
    cell: ({ row }) => <Day incident={row.original} />,
  }),
  column.accessor('impactMinutes', {
    id: 'impact',
    header: 'Impact',
    enableSorting: true,
    meta: { className: 'hidden sm:table-cell' },
    cell: ({ row: { original: incident } }) => (
      <span className="whitespace-nowrap tabular-nums">
        {incident.impactMinutes === null ? (
          <Unknown what="how long it lasted" />
        ) : (
          formatMinutes(incident.impactMinutes)
        )}
        {incident.windows > 1 ? <span className="block text-xs text-faint">{incident.windows} windows</span> : null}
      </span>
    ),
  }),
  column.accessor('severity', {
    id: 'severity',
    header: 'Severity',
    enableSorting: true,
    meta: { className: 'hidden lg:table-cell' },
    cell: ({ row }) => row.original.severity ?? <Unknown what="severity" />,
  }),
  column.display({ id: 'status', header: 'Status', cell: ({ row }) => <Status incident={row.original} /> }),
  column.display({
    id: 'patterns',
    header: 'Patterns',
    meta: { className: 'hidden max-w-64 lg:table-cell' },
    cell: ({ row }) => <Patterns patterns={row.original.patterns} />,
  }),
  column.accessor('openActionItems', {
    id: 'openActionItems',
    header: 'Open items',
    enableSorting: true,
    meta: { className: 'hidden text-right sm:table-cell' },
    cell: ({ row: { original: incident } }) => (
      <span className={incident.openActionItems === 0 ? 'text-faint tabular-nums' : 'tabular-nums'}>
        {incident.openActionItems}
      </span>
    ),
  }),
])

const STATUS_OPTIONS = [
  ...Object.entries(INCIDENT_STATUSES).map(([value, { label }]) => ({ value, label })),
  { value: 'stub', label: 'Only referred to' },
]
const VISIBILITY_OPTIONS = Object.entries(VISIBILITIES).map(([value, { label }]) => ({ value, label }))
const FILTERS = ['q', 'pattern', 'lang', 'status', 'visibility', 'from', 'to']

type IncidentTableProps = {
  rows: IncidentRow[]
  total: number
  patterns: { slug: string; title: string }[]
  langs: string[]
  /** Whether any filter is set: an empty list then means something else. */
  filtered: boolean
}

export function IncidentTable({ rows, total, patterns, langs, filtered }: IncidentTableProps) {
  return (
    <DataTable
      caption="Incidents"
      columns={columns}
      rows={rows}
      total={total}
      rowId={(incident) => incident.slug}
      toolbar={
        <>
          <FilterSearch label="Search incidents" />
          <FilterSelect
            name="pattern"
            label="Pattern"
            all="Any pattern"
            options={patterns.map(({ slug, title }) => ({ value: slug, label: title }))}
          />
          <FilterSelect
            name="lang"
            label="Language"
            all="Any language"
            options={langs.map((lang) => ({ value: lang, label: languageName(lang) }))}
          />
          <FilterSelect name="status" label="Status" all="Any status" options={STATUS_OPTIONS} />
          <FilterSelect name="visibility" label="Who may read" all="Any readers" options={VISIBILITY_OPTIONS} />
          <FilterDate name="from" label="From" />
          <FilterDate name="to" label="To" />
          <FilterClear names={FILTERS} />
        </>
      }
      empty={
        filtered ? (
          <EmptyState title="No incident fits these filters">
            Take one out, or search everything: other editions may use other words.
          </EmptyState>
        ) : (
          <EmptyState
            title="No incidents yet"
            actions={
              <Button asChild variant="primary">
                <Link href="/import">Import a postmortem</Link>
              </Button>
            }
          >
            Paste a postmortem, a status page report or a Slack thread, in any language. Hindsight reads out the
            timeline, causes and action items.
          </EmptyState>
        )
      }
    />
  )
}
