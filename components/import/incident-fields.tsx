'use client'
import { useState } from 'react'
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
  noun: 'action item',
  blank: BLANK_ACTION_ITEM,
  Fields: ActionItemFields,
}

type Props = { doc: DocumentDraft; incident: IncidentDraft; edit: EditDocument }

/** Everything of an incident's draft, in the order in which one reads a postmortem. */
export function IncidentFields({ doc, incident, edit }: Props) {
  const zone = incident.zone
  const clock = `Times are on the source's clock: ${incident.zoneText ?? 'zone'} ${zone ? `(UTC${zone})` : 'unknown, shown in UTC'}.`
  return (
    <>
      <Facts incident={incident} edit={edit} />
      <FieldGroup id="windows" title="Impact windows" count={incident.windows.length} note={clock}>
        <RowList kind={WINDOWS} rows={incident.windows} edit={edit} zone={zone} />
      </FieldGroup>
      <FieldGroup id="timeline" title="Timeline" count={incident.timeline.length} note={clock}>
        <RowList kind={TIMELINE} rows={incident.timeline} edit={edit} zone={zone} />
      </FieldGroup>
      {incident.statusUpdates.length > 0 && (
        <FieldGroup id="updates" title="Public status updates" count={incident.statusUpdates.length}>
          <RowList kind={UPDATES} rows={incident.statusUpdates} edit={edit} zone={zone} />
        </FieldGroup>
      )}
      <FieldGroup id="causes" title="Causes" count={incident.causes.length}>
        <RowList kind={CAUSES} rows={incident.causes} edit={edit} zone={zone} />
      </FieldGroup>
      <Impact impact={incident.impact} edit={edit} />
      <FieldGroup id="action-items" title="Action items" count={doc.incident?.actionItems.length ?? 0}>
        <RowList kind={ACTION_ITEMS} rows={incident.actionItems} edit={edit} zone={zone} />
      </FieldGroup>
      <FieldGroup id="lessons" title="Lessons and customer actions">
        <div className="space-y-3">
          <LinesField
            field="lessons"
            label="Lessons, one a line"
            value={incident.lessons}
            onChange={(lessons) => edit((draft) => withIncident(draft, { lessons }))}
          />
          <LinesField
            field="customerActions"
            label="What customers should do, one a line"
            value={incident.customerActions}
            onChange={(customerActions) => edit((draft) => withIncident(draft, { customerActions }))}
          />
        </div>
      </FieldGroup>
    </>
  )
}

function Facts({ incident, edit }: Omit<Props, 'doc'>) {
  const set = (part: Partial<IncidentDraft>) => edit((doc) => withIncident(doc, part))
  const duration = incident.statedDuration
  return (
    <FieldGroup id="facts" title="Facts">
      <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
        <TextField field="on" label="Date" type="date" value={incident.on} onChange={(on) => set({ on })} />
        <TextField
          field="reportedOn"
          label="Reported on"
          type="date"
          value={incident.reportedOn}
          onChange={(reportedOn) => set({ reportedOn })}
        />
        <ZoneField zone={incident.zone} onChange={(zone) => edit((doc) => withZone(doc, zone))} />
        <TextField
          field="zoneText"
          label="Zone as written"
          value={incident.zoneText}
          onChange={(zoneText) => set({ zoneText })}
        />
        <TextField
          field="severity"
          label="Severity"
          value={incident.severity}
          onChange={(severity) => set({ severity })}
        />
        <ChoiceField
          field="status"
          label="Status"
          value={incident.status}
          options={IncidentStatusSchema.options}
          onChange={(status) => set({ status: status ?? 'unknown' })}
        />
        <NumberField
          field="statedDuration"
          label="Duration (min)"
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
            label="approximate"
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
  const [text, setText] = useState(zone)
  const whole = text === null || offsetMinutes(text) !== null
  return (
    <TextField
      field="zone"
      label={whole ? 'Zone (offset)' : 'Zone, such as -07:00'}
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

const IMPACT_LISTS = [
  ['affected', 'Affected'],
  ['unaffected', 'Not affected'],
  ['negativeFindings', 'Looked for and not found'],
  ['residual', 'Went on after the end'],
] as const

function Impact({ impact, edit }: { impact: IncidentDraft['impact']; edit: EditDocument }) {
  const set = (part: Partial<IncidentDraft['impact']>) =>
    edit((doc) => (doc.incident ? withIncident(doc, { impact: { ...doc.incident.impact, ...part } }) : doc))
  return (
    <FieldGroup id="impact" title="Impact">
      <div className="space-y-3">
        <AreaField
          field="impact.summary"
          label="Summary"
          value={impact.summary}
          onChange={(summary) => set({ summary: summary || null })}
        />
        {impact.summary && <CitationMark field="impact.summary" />}
        {IMPACT_LISTS.map(([name, label]) => (
          <LinesField
            key={name}
            field={`impact.${name}`}
            label={`${label}, one a line`}
            value={impact[name]}
            onChange={(list) => set({ [name]: list })}
          />
        ))}
      </div>
    </FieldGroup>
  )
}
