'use client'
import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { columnsOf, DataTable } from '@/components/table/data-table'
import { FilterClear, FilterSearch, FilterSelect, FilterToggle } from '@/components/table/filter-controls'
import { RowLink } from '@/components/table/row-link'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Meter } from '@/components/ui/meter'
import { Unknown } from '@/components/ui/unknown'
import { hrefOf } from '@/lib/render/links'
import { formatDay } from '@/lib/render/time'
import type { TrustedSkillRow } from '@/lib/schema/skill'
import { SKILL_STAGE_CHOICES } from '@/lib/schema/choices'
import { SkillStageBadge } from './skill-stage-badge'

/** What adds up to the computed confidence, a line a reason. */
const reasonsOf = ({ trust }: TrustedSkillRow) =>
  trust.reasons
    .map(({ text, weight }) => `${weight < 0 ? '−' : '+'}${Math.round(Math.abs(weight) * 100)} % ${text}`)
    .join('\n')

const column = columnsOf<TrustedSkillRow>()
const columns = column.columns([
  column.accessor('title', {
    id: 'title',
    header: 'Skill',
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
            <TriangleAlert aria-hidden /> contradicts itself
          </Badge>
        )}
        {skill.description && <p className="mt-0.5 line-clamp-2 text-xs text-muted">{skill.description}</p>}
      </div>
    ),
  }),
  column.accessor('confidence', {
    id: 'confidence',
    header: 'Stated',
    enableSorting: true,
    meta: { className: 'whitespace-nowrap' },
    cell: ({ row: { original: skill } }) =>
      skill.confidence === null ? (
        <Unknown what="stated confidence" />
      ) : (
        <Meter label={`Stated confidence of ${skill.title}`} value={skill.confidence} />
      ),
  }),
  column.accessor((skill) => skill.trust.computed, {
    id: 'computed',
    header: 'Computed',
    enableSorting: true,
    meta: { className: 'whitespace-nowrap' },
    cell: ({ row: { original: skill } }) => (
      <span title={reasonsOf(skill)} className="inline-block">
        <Meter label={`Computed confidence of ${skill.title}`} value={skill.trust.computed} />
        <span className="sr-only">. {reasonsOf(skill)}</span>
      </span>
    ),
  }),
  column.accessor('lastVerified', {
    id: 'lastVerified',
    header: 'Last verified',
    enableSorting: true,
    cell: ({ row: { original: skill } }) => (
      <span className="flex flex-wrap items-center gap-1.5 whitespace-nowrap tabular-nums">
        {skill.lastVerified ? formatDay(skill.lastVerified) : <Unknown what="when it was last verified" />}
        {skill.stale && <Badge tone="amber">stale</Badge>}
      </span>
    ),
  }),
  column.accessor((skill) => skill.owners.join(', '), {
    id: 'owners',
    header: 'Owners',
    cell: ({ row: { original: skill } }) =>
      skill.owners.length > 0 ? skill.owners.join(', ') : <Unknown what="owner" />,
  }),
  column.display({
    id: 'patterns',
    header: 'Patterns',
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
    header: 'Version',
    meta: { className: 'hidden xl:table-cell' },
    cell: ({ row: { original: skill } }) =>
      skill.version ? <span className="font-mono text-xs">{skill.version}</span> : <Unknown what="version" />,
  }),
])

type SkillTableProps = {
  rows: TrustedSkillRow[]
  total: number
  owners: string[]
  patterns: { slug: string; title: string }[]
}

export function SkillTable({ rows, total, owners, patterns }: SkillTableProps) {
  return (
    <DataTable
      caption="Skills"
      columns={columns}
      rows={rows}
      total={total}
      rowId={(skill) => skill.slug}
      toolbar={
        <>
          <FilterSearch label="Search skills" />
          <FilterSelect
            name="owner"
            label="Owner"
            all="Any owner"
            options={owners.map((owner) => ({ value: owner, label: owner }))}
          />
          <FilterSelect
            name="pattern"
            label="Pattern"
            all="Any pattern"
            options={patterns.map(({ slug, title }) => ({ value: slug, label: title }))}
          />
          <FilterSelect
            name="stage"
            label="Stage"
            all="Any stage"
            options={SKILL_STAGE_CHOICES.map((stage) => ({ value: stage, label: stage }))}
          />
          <FilterToggle name="stale" label="Stale" />
          <FilterClear names={['q', 'owner', 'pattern', 'stage', 'stale']} />
        </>
      }
      empty={
        <EmptyState title="No skill here">
          Skills are runbooks with symptoms, diagnosis and resolution.{' '}
          <Link href="/import" className="text-accent-ink underline">
            Import one
          </Link>
          , draft one from the incidents of a pattern, or take the filters out.
        </EmptyState>
      }
    />
  )
}
