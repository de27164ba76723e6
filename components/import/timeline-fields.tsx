'use client'
import { useTranslations } from 'next-intl'
import { LaneSchema, PhaseSchema, PrecisionSchema, UpdateStateSchema } from '@/lib/schema/draft'
import type { StatusUpdateDraft, TimelineEntryDraft, WindowDraft } from '@/lib/schema/draft'
import { AreaField, ChoiceField, InstantField, LinesField, TextField } from './draft-field'
import type { RowFieldsProps } from './row-list'

export function TimelineFields({ row, field, zone, change }: RowFieldsProps<TimelineEntryDraft>) {
  const t = useTranslations('import.timelineFields')
  return (
    <div className="grid grid-cols-3 gap-2 sm:max-lg:grid-cols-[minmax(0,10rem)_repeat(3,minmax(0,1fr))] 2xl:grid-cols-[minmax(0,10rem)_repeat(3,minmax(0,1fr))]">
      <InstantField
        hideLabel
        className="col-span-3 sm:max-lg:col-span-1 2xl:col-span-1"
        field={`${field}.at`}
        label={t('time')}
        value={row.at}
        zone={zone}
        onChange={(at) => change(at !== null && row.precision === 'none' ? { at, precision: 'minute' } : { at })}
      />
      <ChoiceField
        hideLabel
        field={`${field}.phase`}
        label={t('phase')}
        value={row.phase}
        options={PhaseSchema.options}
        words={(phase) => t(`phaseIs.${phase}`)}
        onChange={(phase) => change({ phase: phase ?? 'note' })}
      />
      <ChoiceField
        hideLabel
        field={`${field}.precision`}
        label={t('precision')}
        value={row.precision}
        options={PrecisionSchema.options}
        words={(precision) => t(`precisionIs.${precision}`)}
        onChange={(precision) =>
          change(precision === 'none' ? { precision, at: null } : { precision: precision ?? 'minute' })
        }
      />
      <ChoiceField
        hideLabel
        field={`${field}.lane`}
        label={t('lane')}
        value={row.lane}
        options={LaneSchema.options}
        words={(lane) => t(`laneIs.${lane}`)}
        onChange={(lane) => change({ lane: lane ?? 'internal' })}
      />
      {row.at === null && (
        <p className="col-span-full text-xs text-faint italic">
          {row.timeText ? t('timeUnknownWritten', { text: row.timeText }) : t('timeUnknown')}
        </p>
      )}
      <AreaField
        hideLabel
        className="col-span-full"
        field={`${field}.text`}
        label={t('whatHappened')}
        value={row.text}
        onChange={(text) => change({ text })}
      />
    </div>
  )
}

export function StatusUpdateFields({ row, field, zone, change }: RowFieldsProps<StatusUpdateDraft>) {
  const t = useTranslations('import.timelineFields')
  return (
    <div className="grid grid-cols-2 gap-2">
      <InstantField
        field={`${field}.at`}
        label={row.timeText ? t('postedWritten', { text: row.timeText }) : t('posted')}
        value={row.at}
        zone={zone}
        onChange={(at) => change({ at })}
      />
      <ChoiceField
        field={`${field}.state`}
        label={t('state')}
        value={row.state}
        options={UpdateStateSchema.options}
        words={(state) => t(`stateIs.${state}`)}
        onChange={(state) => change({ state: state ?? 'update' })}
      />
      <AreaField
        className="col-span-full"
        field={`${field}.text`}
        label={t('publicWords')}
        hideLabel
        value={row.text}
        onChange={(text) => change({ text })}
      />
    </div>
  )
}

const STAMPS = ['startedAt', 'detectedAt', 'declaredAt', 'mitigatedAt', 'resolvedAt'] as const

export function WindowFields({ row, field, zone, change }: RowFieldsProps<WindowDraft>) {
  const t = useTranslations('import.timelineFields')
  return (
    <div className="grid grid-cols-1 gap-2 sm:grid-cols-3">
      <TextField
        field={`${field}.label`}
        label={t('label')}
        value={row.label}
        onChange={(label) => change({ label })}
      />
      {STAMPS.map((stamp) => (
        <InstantField
          key={stamp}
          field={`${field}.${stamp}`}
          label={t(stamp)}
          value={row[stamp]}
          zone={zone}
          onChange={(at) => change({ [stamp]: at })}
        />
      ))}
      <LinesField
        className="sm:col-span-full"
        field={`${field}.affected`}
        label={t('affected')}
        value={row.affected}
        onChange={(affected) => change({ affected })}
      />
      <LinesField
        className="sm:col-span-full"
        field={`${field}.unaffected`}
        label={t('unaffected')}
        value={row.unaffected}
        onChange={(unaffected) => change({ unaffected })}
      />
    </div>
  )
}
