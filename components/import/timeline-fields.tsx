'use client'
import { LaneSchema, PhaseSchema, PrecisionSchema, UpdateStateSchema } from '@/lib/schema/draft'
import type { StatusUpdateDraft, TimelineEntryDraft, WindowDraft } from '@/lib/schema/draft'
import { AreaField, ChoiceField, InstantField, LinesField, TextField } from './draft-field'
import type { RowFieldsProps } from './row-list'

const PRECISION_WORDS = { none: 'only an order', approximate: 'approximate' } as const

export function TimelineFields({ row, field, zone, change }: RowFieldsProps<TimelineEntryDraft>) {
  return (
    <div className="grid grid-cols-3 gap-2 sm:max-lg:grid-cols-[minmax(0,10rem)_repeat(3,minmax(0,1fr))] 2xl:grid-cols-[minmax(0,10rem)_repeat(3,minmax(0,1fr))]">
      <InstantField
        hideLabel
        className="col-span-3 sm:max-lg:col-span-1 2xl:col-span-1"
        field={`${field}.at`}
        label="Time"
        value={row.at}
        zone={zone}
        onChange={(at) => change(at !== null && row.precision === 'none' ? { at, precision: 'minute' } : { at })}
      />
      <ChoiceField
        hideLabel
        field={`${field}.phase`}
        label="Phase"
        value={row.phase}
        options={PhaseSchema.options}
        onChange={(phase) => change({ phase: phase ?? 'note' })}
      />
      <ChoiceField
        hideLabel
        field={`${field}.precision`}
        label="Precision"
        value={row.precision}
        options={PrecisionSchema.options}
        words={PRECISION_WORDS}
        onChange={(precision) =>
          change(precision === 'none' ? { precision, at: null } : { precision: precision ?? 'minute' })
        }
      />
      <ChoiceField
        hideLabel
        field={`${field}.lane`}
        label="Lane"
        value={row.lane}
        options={LaneSchema.options}
        onChange={(lane) => change({ lane: lane ?? 'internal' })}
      />
      {row.at === null && (
        <p className="col-span-full text-xs text-faint italic">
          time unknown{row.timeText ? `, written “${row.timeText}”` : ''}
        </p>
      )}
      <AreaField
        hideLabel
        className="col-span-full"
        field={`${field}.text`}
        label="What happened"
        value={row.text}
        onChange={(text) => change({ text })}
      />
    </div>
  )
}

export function StatusUpdateFields({ row, field, zone, change }: RowFieldsProps<StatusUpdateDraft>) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <InstantField
        field={`${field}.at`}
        label={row.timeText ? `Posted, written “${row.timeText}”` : 'Posted'}
        value={row.at}
        zone={zone}
        onChange={(at) => change({ at })}
      />
      <ChoiceField
        field={`${field}.state`}
        label="State"
        value={row.state}
        options={UpdateStateSchema.options}
        onChange={(state) => change({ state: state ?? 'update' })}
      />
      <AreaField
        className="col-span-full"
        field={`${field}.text`}
        label="Public words"
        hideLabel
        value={row.text}
        onChange={(text) => change({ text })}
      />
    </div>
  )
}

const STAMPS = [
  ['startedAt', 'Started'],
  ['detectedAt', 'Detected'],
  ['declaredAt', 'Declared'],
  ['mitigatedAt', 'Mitigated'],
  ['resolvedAt', 'Restored'],
] as const

export function WindowFields({ row, field, zone, change }: RowFieldsProps<WindowDraft>) {
  return (
    <div className="grid grid-cols-1 gap-2 sm:grid-cols-3">
      <TextField field={`${field}.label`} label="Label" value={row.label} onChange={(label) => change({ label })} />
      {STAMPS.map(([stamp, label]) => (
        <InstantField
          key={stamp}
          field={`${field}.${stamp}`}
          label={label}
          value={row[stamp]}
          zone={zone}
          onChange={(at) => change({ [stamp]: at })}
        />
      ))}
      <LinesField
        className="sm:col-span-full"
        field={`${field}.affected`}
        label="Affected, one a line"
        value={row.affected}
        onChange={(affected) => change({ affected })}
      />
      <LinesField
        className="sm:col-span-full"
        field={`${field}.unaffected`}
        label="Not affected, one a line"
        value={row.unaffected}
        onChange={(unaffected) => change({ unaffected })}
      />
    </div>
  )
}
