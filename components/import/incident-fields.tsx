'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Say } from '@/lib/intl/say'
import { offsetMinutes } from '@/lib/render/time'
import {
  IncidentStatusSchema,
  type ActionItemDraft,
  type CauseDraft,
  type DocumentDraft,
  type IncidentDraft,
  type StatusUpdateDraft,
  type TimelineEntryDraft,
  type WindowDraft,
} from '@/lib/schema/draft'
import { ActionItemFields, CauseFields } from './action-item-fields'
import { BLANK_ACTION_ITEM, BLANK_CAUSE, BLANK_ENTRY, BLANK_UPDATE, BLANK_WINDOW } from './blank-rows'
import { CitationMark } from './citation-mark'
import { ChoiceField, CheckField, LinesField, NumberField, TextField, AreaField } from './draft-field'
import { FieldGroup } from './field-group'
import {
  actionItemRows,
  causeRows,
  timelineRows,
  updateRows,
  windowRows,
  withIncident,
  type EditDocument,
} from './draft-rows'
import { RowList, type RowKind } from './row-list'
import { StatusUpdateFields, TimelineFields, WindowFields } from './timeline-fields'
import { withZone } from './with-zone'

const WINDOWS: RowKind<WindowDraft> = { lens: windowRows, noun: 'window', blank: BLANK_WINDOW, Fields: WindowFields }
const TIMELINE: RowKind<TimelineEntryDraft> = {
  lens: timelineRows,
  noun: 'entry',
  blank: BLANK_ENTRY,
  Fields: TimelineFields,
}
const UPDATES: RowKind<StatusUpdateDraft> = {
  lens: updateRows,
  noun: 'update',
  blank: BLANK_UPDATE,
  Fields: StatusUpdateFields,
}
const CAUSES: RowKind<CauseDraft> = { lens: causeRows, noun: 'cause', blank: BLANK_CAUSE, Fields: CauseFields }
const ACTION_ITEMS: RowKind<ActionItemDraft> = {
  lens: actionItemRows,
  noun: 'actionItem',
  blank: BLANK_ACTION_ITEM,
  Fields: ActionItemFields,
}

type Props = { doc: DocumentDraft; incident: IncidentDraft; edit: EditDocument }

/** Everything of an incident's draft, in the order in which one reads a postmortem. */
export function IncidentFields({ doc, incident, edit }: Props) {
  const t = useTranslations('import.incidentFields')
  const zone = incident.zone
  const clock = clockWords(t, incident)
  return (
    <>
      <Facts incident={incident} edit={edit} />
      <FieldGroup id="windows" title={t('windows')} count={incident.windows.length} note={clock}>
        <RowList kind={WINDOWS} rows={incident.windows} edit={edit} zone={zone} />
      </FieldGroup>
      <FieldGroup id="timeline" title={t('timeline')} count={incident.timeline.length} note={clock}>
        <RowList kind={TIMELINE} rows={incident.timeline} edit={edit} zone={zone} />
      </FieldGroup>
      {incident.statusUpdates.length > 0 && (
        <FieldGroup id="updates" title={t('updates')} count={incident.statusUpdates.length}>
          <RowList kind={UPDATES} rows={incident.statusUpdates} edit={edit} zone={zone} />
        </FieldGroup>
      )}
      <FieldGroup id="causes" title={t('causes')} count={incident.causes.length}>
        <RowList kind={CAUSES} rows={incident.causes} edit={edit} zone={zone} />
      </FieldGroup>
      <Impact impact={incident.impact} edit={edit} />
      <FieldGroup id="action-items" title={t('actionItems')} count={doc.incident?.actionItems.length ?? 0}>
        <RowList kind={ACTION_ITEMS} rows={incident.actionItems} edit={edit} zone={zone} />
      </FieldGroup>
      <FieldGroup id="lessons" title={t('lessonsAndCustomers')}>
        <div className="space-y-3">
          <LinesField
            field="lessons"
            label={t('lessons')}
            value={incident.lessons}
            onChange={(lessons) => edit((draft) => withIncident(draft, { lessons }))}
          />
          <LinesField
            field="customerActions"
            label={t('customerActions')}
            value={incident.customerActions}
            onChange={(customerActions) => edit((draft) => withIncident(draft, { customerActions }))}
          />
        </div>
      </FieldGroup>
    </>
  )
}

/** On whose clock the times of an incident are shown. */
function clockWords(say: Say<'import.incidentFields'>, { zone, zoneText }: IncidentDraft): string {
  if (zone) return zoneText === null ? say('clock.knownOffset', { zone }) : say('clock.known', { name: zoneText, zone })
  return zoneText === null ? say('clock.unknown') : say('clock.unknownOffset', { name: zoneText })
}

function Facts({ incident, edit }: Omit<Props, 'doc'>) {
  const t = useTranslations('import.incidentFields')
  const statuses = useTranslations('import.incidentStatuses')
  const set = (part: Partial<IncidentDraft>) => edit((doc) => withIncident(doc, part))
  const duration = incident.statedDuration
  return (
    <FieldGroup id="facts" title={t('facts')}>
      <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
        <TextField field="on" label={t('date')} type="date" value={incident.on} onChange={(on) => set({ on })} />
        <TextField
          field="reportedOn"
          label={t('reportedOn')}
          type="date"
          value={incident.reportedOn}
          onChange={(reportedOn) => set({ reportedOn })}
        />
        <ZoneField zone={incident.zone} onChange={(zone) => edit((doc) => withZone(doc, zone))} />
        <TextField
          field="zoneText"
          label={t('zoneText')}
          value={incident.zoneText}
          onChange={(zoneText) => set({ zoneText })}
        />
        <TextField
          field="severity"
          label={t('severity')}
          value={incident.severity}
          onChange={(severity) => set({ severity })}
        />
        <ChoiceField
          field="status"
          label={t('status')}
          value={incident.status}
          options={IncidentStatusSchema.options}
          words={(status) => statuses(status)}
          onChange={(status) => set({ status: status ?? 'unknown' })}
        />
        <NumberField
          field="statedDuration"
          label={t('duration')}
          min={0}
          value={duration?.minutes ?? null}
          onChange={(minutes) =>
            set({
              statedDuration:
                minutes === null ? null : { ...duration, minutes, approximate: duration?.approximate ?? false },
            })
          }
        />
        {duration && (
          <CheckField
            className="self-end pb-1"
            field="statedDuration.approximate"
            label={t('approximate')}
            value={duration.approximate}
            onChange={(approximate) => set({ statedDuration: { ...duration, approximate } })}
          />
        )}
      </div>
    </FieldGroup>
  )
}

/** Holds what is being typed until it is a whole offset: times must not jump at every key. */
function ZoneField({ zone, onChange }: { zone: string | null; onChange: (zone: string | null) => void }) {
  const t = useTranslations('import.incidentFields')
  const [text, setText] = useState(zone)
  const whole = text === null || offsetMinutes(text) !== null
  return (
    <TextField
      field="zone"
      label={whole ? t('zone') : t('zoneExample')}
      placeholder="-07:00"
      invalid={!whole}
      value={text}
      onChange={(next) => {
        setText(next)
        if (next === null || offsetMinutes(next) !== null) onChange(next)
      }}
    />
  )
}

const IMPACT_LISTS = ['affected', 'unaffected', 'negativeFindings', 'residual'] as const

function Impact({ impact, edit }: { impact: IncidentDraft['impact']; edit: EditDocument }) {
  const t = useTranslations('import.incidentFields')
  const set = (part: Partial<IncidentDraft['impact']>) =>
    edit((doc) => (doc.incident ? withIncident(doc, { impact: { ...doc.incident.impact, ...part } }) : doc))
  return (
    <FieldGroup id="impact" title={t('impact')}>
      <div className="space-y-3">
        <AreaField
          field="impact.summary"
          label={t('summary')}
          value={impact.summary}
          onChange={(summary) => set({ summary: summary || null })}
        />
        {impact.summary && <CitationMark field="impact.summary" />}
        {IMPACT_LISTS.map((name) => (
          <LinesField
            key={name}
            field={`impact.${name}`}
            label={t(`impactList.${name}`)}
            value={impact[name]}
            onChange={(list) => set({ [name]: list })}
          />
        ))}
      </div>
    </FieldGroup>
  )
}
