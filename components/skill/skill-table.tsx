'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useMemo } from 'react'
import { columnsOf, DataTable } from '@/components/table/data-table'
import { FilterClear, FilterSearch, FilterSelect, FilterToggle } from '@/components/table/filter-controls'
import { RowLink } from '@/components/table/row-link'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Meter } from '@/components/ui/meter'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import type { Say } from '@/lib/intl/say'
import { hrefOf } from '@/lib/render/links'
import type { Times } from '@/lib/render/times'
import type { TrustedSkillRow } from '@/lib/schema/skill'
import { SKILL_STAGE_CHOICES } from '@/lib/schema/choices'
import { SkillStageBadge } from './skill-stage-badge'

/** What adds up to the computed confidence, a line a reason. */
const reasonsOf = ({ trust }: TrustedSkillRow) =>
  trust.reasons
    .map(({ text, weight }) => `${weight < 0 ? '−' : '+'}${Math.round(Math.abs(weight) * 100)} % ${text}`)
    .join('\n')

const column = columnsOf<TrustedSkillRow>()
const columnsIn = (t: Say<'skill.skillTable'>, unknown: Say<'skill.unknown'>, times: Times) =>
  column.columns([
    column.accessor('title', {
      id: 'title',
      header: t('skill'),
      enableSorting: true,
      meta: { className: 'min-w-64' },
      cell: ({ row: { original: skill } }) => (
        <div className="max-w-xl">
          <RowLink href={hrefOf('skill', skill.slug)} lang={skill.lang === 'und' ? undefined : skill.lang}>
            {skill.title}
          </RowLink>
          <SkillStageBadge stage={skill.stage} className="ml-2" />
          {skill.contradictions > 0 && (
            <Badge tone="amber" className="ml-2">
              <TriangleAlert aria-hidden /> {t('contradictsItself')}
            </Badge>
          )}
          {skill.description && <p className="mt-0.5 line-clamp-2 text-xs text-muted">{skill.description}</p>}
        </div>
      ),
    }),
    column.accessor('confidence', {
      id: 'confidence',
      header: t('stated'),
      enableSorting: true,
      meta: { className: 'whitespace-nowrap' },
      cell: ({ row: { original: skill } }) =>
        skill.confidence === null ? (
          <Unknown what={unknown('statedConfidence')} />
        ) : (
          <Meter label={t('statedOf', { skill: skill.title })} value={skill.confidence} />
        ),
    }),
    column.accessor((skill) => skill.trust.computed, {
      id: 'computed',
      header: t('computed'),
      enableSorting: true,
      meta: { className: 'whitespace-nowrap' },
      cell: ({ row: { original: skill } }) => (
        <span title={reasonsOf(skill)} className="inline-block">
          <Meter label={t('computedOf', { skill: skill.title })} value={skill.trust.computed} />
          <span className="sr-only">. {reasonsOf(skill)}</span>
        </span>
      ),
    }),
    column.accessor('lastVerified', {
      id: 'lastVerified',
      header: t('lastVerified'),
      enableSorting: true,
      cell: ({ row: { original: skill } }) => (
        <span className="flex flex-wrap items-center gap-1.5 whitespace-nowrap tabular-nums">
          {skill.lastVerified ? times.day(skill.lastVerified) : <Unknown what={unknown('lastVerified')} />}
          {skill.stale && <Badge tone="amber">{t('stale')}</Badge>}
        </span>
      ),
    }),
    column.accessor((skill) => skill.owners.join(', '), {
      id: 'owners',
      header: t('owners'),
      cell: ({ row: { original: skill } }) =>
        skill.owners.length > 0 ? skill.owners.join(', ') : <Unknown what={unknown('owner')} />,
    }),
    column.display({
      id: 'patterns',
      header: t('patterns'),
      meta: { className: 'hidden lg:table-cell' },
      cell: ({ row: { original: skill } }) => (
        <ul className="space-y-0.5 text-xs">
          {skill.patterns.map((pattern) => (
            <li key={pattern.slug}>
              <Link href={hrefOf('pattern', pattern.slug)} className="text-muted hover:text-ink hover:underline">
                {pattern.title}
              </Link>
            </li>
          ))}
        </ul>
      ),
    }),
    column.accessor('version', {
      id: 'version',
      header: t('version'),
      meta: { className: 'hidden xl:table-cell' },
      cell: ({ row: { original: skill } }) =>
        skill.version ? (
          <span className="font-mono text-xs">{skill.version}</span>
        ) : (
          <Unknown what={unknown('version')} />
        ),
    }),
  ])

type SkillTableProps = {
  rows: TrustedSkillRow[]
  total: number
  owners: string[]
  patterns: { slug: string; title: string }[]
}

export function SkillTable({ rows, total, owners, patterns }: SkillTableProps) {
  const t = useTranslations('skill.skillTable')
  const unknown = useTranslations('skill.unknown')
  const stages = useTranslations('skill.stage')
  const times = useTimes()
  const columns = useMemo(() => columnsIn(t, unknown, times), [t, unknown, times])
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={rows}
      total={total}
      rowId={(skill) => skill.slug}
      toolbar={
        <>
          <FilterSearch label={t('search')} />
          <FilterSelect
            name="owner"
            label={t('owner')}
            all={t('anyOwner')}
            options={owners.map((owner) => ({ value: owner, label: owner }))}
          />
          <FilterSelect
            name="pattern"
            label={t('pattern')}
            all={t('anyPattern')}
            options={patterns.map(({ slug, title }) => ({ value: slug, label: title }))}
          />
          <FilterSelect
            name="stage"
            label={t('stage')}
            all={t('anyStage')}
            options={SKILL_STAGE_CHOICES.map((stage) => ({ value: stage, label: stages(stage) }))}
          />
          <FilterToggle name="stale" label={t('onlyStale')} />
          <FilterClear names={['q', 'owner', 'pattern', 'stage', 'stale']} />
        </>
      }
      empty={
        <EmptyState title={t('emptyTitle')}>
          {t.rich('empty', {
            link: (chunks) => (
              <Link href="/import" className="text-accent-ink underline">
                {chunks}
              </Link>
            ),
          })}
        </EmptyState>
      }
    />
  )
}
