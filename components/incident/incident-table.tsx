'use client'

import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { useMemo } from 'react'
import type { Say } from '@/lib/intl/say'
import { INCIDENT_STATUSES } from '@/lib/render/labels'
import { languageLabel, languageList } from '@/lib/render/language'
import { hrefOf } from '@/lib/render/links'
import { INCIDENT_STATUS_CHOICES, VISIBILITY_CHOICES } from '@/lib/schema/choices'
import type { IncidentRow } from '@/lib/schema/incident'
import { columnsOf, DataTable } from '../table/data-table'
import { FilterClear, FilterDate, FilterSearch, FilterSelect, MoreFilters } from '../table/filter-controls'
import { RowLink } from '../table/row-link'
import { ShareBadge } from './share-badge'
import { StageBadge } from './stage-badge'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Unknown } from '../ui/unknown'
import { useTimes } from '../ui/use-times'

function Day({ incident }: { incident: IncidentRow }) {
  const t = useTranslations('incident.incidentTable')
  const times = useTimes()
  return incident.on ? (
    <span className="whitespace-nowrap tabular-nums" title={incident.zoneText ?? incident.zone ?? t('zoneUnknown')}>
      {times.day(incident.on)}
    </span>
  ) : (
    <Unknown what={t('when')} />
  )
}

function Status({ incident }: { incident: IncidentRow }) {
  const t = useTranslations('incident.incidentTable')
  const statuses = useTranslations('labels.incidentStatus')
  if (incident.stub) return <Badge tone="amber">{t('stub')}</Badge>
  if (incident.status === 'unknown') return <Unknown what={t('statusLower')} />
  return <Badge tone={INCIDENT_STATUSES[incident.status].tone}>{statuses(incident.status)}</Badge>
}

/** Patterns shown in a row; the incident's page has all. */
const PATTERNS_SHOWN = 2

function Patterns({ patterns }: { patterns: IncidentRow['patterns'] }) {
  const t = useTranslations('incident.incidentTable')
  const rest = patterns.length - PATTERNS_SHOWN
  return (
    <ul className="text-xs">
      {patterns.slice(0, PATTERNS_SHOWN).map(({ slug, title, state }) => (
        <li key={slug} className="truncate leading-6">
          <Link
            href={hrefOf('pattern', slug)}
            title={t(`patternTitle.${state}`, { title })}
            className="text-muted hover:text-ink hover:underline"
          >
            {title}
          </Link>
        </li>
      ))}
      {rest > 0 ? <li className="text-faint">{t('more', { count: rest })}</li> : null}
    </ul>
  )
}

function Title({ incident }: { incident: IncidentRow }) {
  const locale = useLocale()
  return (
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
        {incident.langs.length > 0 ? <span>{languageList(incident.langs, locale)}</span> : null}
        {incident.tags.map((tag) => (
          <span key={tag}>#{tag}</span>
        ))}
      </p>
    </div>
  )
}

function Impact({ incident }: { incident: IncidentRow }) {
  const t = useTranslations('incident.incidentTable')
  const times = useTimes()
  return (
    <span className="whitespace-nowrap tabular-nums">
      {incident.impactMinutes === null ? <Unknown what={t('howLong')} /> : times.minutes(incident.impactMinutes)}
      {incident.windows > 1 ? (
        <span className="block text-xs text-faint">{t('windows', { count: incident.windows })}</span>
      ) : null}
    </span>
  )
}

const column = columnsOf<IncidentRow>()
const columnsIn = (t: Say<'incident.incidentTable'>) =>
  column.columns([
    column.accessor('title', {
      id: 'title',
      header: t('incident'),
      enableSorting: true,
      meta: { className: 'md:min-w-72' },
      cell: ({ row }) => <Title incident={row.original} />,
    }),
    column.accessor('on', {
      id: 'on',
      header: t('date'),
      enableSorting: true,
      meta: { className: 'hidden md:table-cell' },
      cell: ({ row }) => <Day incident={row.original} />,
    }),
    column.accessor('impactMinutes', {
      id: 'impact',
      header: t('impact'),
      enableSorting: true,
      meta: { className: 'hidden sm:table-cell' },
      cell: ({ row }) => <Impact incident={row.original} />,
    }),
    column.accessor('severity', {
      id: 'severity',
      header: t('severity'),
      enableSorting: true,
      meta: { className: 'hidden lg:table-cell' },
      cell: ({ row }) => row.original.severity ?? <Unknown what={t('severityLower')} />,
    }),
    column.display({ id: 'status', header: t('status'), cell: ({ row }) => <Status incident={row.original} /> }),
    column.display({
      id: 'patterns',
      header: t('patterns'),
      meta: { className: 'hidden max-w-64 lg:table-cell' },
      cell: ({ row }) => <Patterns patterns={row.original.patterns} />,
    }),
    column.accessor('openActionItems', {
      id: 'openActionItems',
      header: t('openItems'),
      enableSorting: true,
      meta: { className: 'hidden text-right sm:table-cell' },
      cell: ({ row: { original: incident } }) => (
        <span className={incident.openActionItems === 0 ? 'text-faint tabular-nums' : 'tabular-nums'}>
          {incident.openActionItems}
        </span>
      ),
    }),
  ])

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
  const t = useTranslations('incident.incidentTable')
  const statuses = useTranslations('labels.incidentStatus')
  const visibilities = useTranslations('labels.visibility')
  const locale = useLocale()
  const columns = useMemo(() => columnsIn(t), [t])
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={rows}
      total={total}
      rowId={(incident) => incident.slug}
      toolbar={
        <>
          <FilterSearch label={t('search')} />
          <MoreFilters names={FILTERS.filter((name) => name !== 'q')}>
            <FilterSelect
              name="pattern"
              label={t('pattern')}
              all={t('anyPattern')}
              options={patterns.map(({ slug, title }) => ({ value: slug, label: title }))}
            />
            <FilterSelect
              name="lang"
              label={t('language')}
              all={t('anyLanguage')}
              options={langs.map((lang) => ({ value: lang, label: languageLabel(lang, locale) }))}
            />
            <FilterSelect
              name="status"
              label={t('status')}
              all={t('anyStatus')}
              options={[
                ...INCIDENT_STATUS_CHOICES.map((value) => ({ value, label: statuses(value) })),
                { value: 'stub', label: t('stub') },
              ]}
            />
            <FilterSelect
              name="visibility"
              label={t('readers')}
              all={t('anyReaders')}
              options={VISIBILITY_CHOICES.map((value) => ({ value, label: visibilities(value) }))}
            />
            <FilterDate name="from" label={t('from')} />
            <FilterDate name="to" label={t('to')} />
          </MoreFilters>
          <FilterClear names={FILTERS} />
        </>
      }
      empty={
        filtered ? (
          <EmptyState title={t('noneFits')}>{t('noneFitsHint')}</EmptyState>
        ) : (
          <EmptyState
            title={t('none')}
            actions={
              <Button asChild variant="primary">
                <Link href="/import">{t('import')}</Link>
              </Button>
            }
          >
            {t('noneHint')}
          </EmptyState>
        )
      }
    />
  )
}
