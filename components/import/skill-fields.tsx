'use client'
import {
  TriggerSchema,
  type DocumentDraft,
  type SkillDraft,
  type SkillSourceDraft,
  type SkillStep,
  type Trigger,
} from '@/lib/schema/draft'
import { ActionItemFields } from './action-item-fields'
import { BLANK_ACTION_ITEM } from './blank-rows'
import { CitationMark } from './citation-mark'
import { AreaField, CheckField, ChoiceField, InstantField, LinesField, NumberField, TextField } from './draft-field'
import {
  actionItemRows,
  diagnosisRows,
  resolutionRows,
  skillSourceRows,
  triggerRows,
  withSkill,
  type EditDocument,
} from './draft-rows'
import { FieldGroup } from './field-group'
import { RowList, type RowFieldsProps } from './row-list'

type Props = { doc: DocumentDraft; skill: SkillDraft; edit: EditDocument }

/** Everything of a skill's draft. */
export function SkillFields({ doc, skill, edit }: Props) {
  const set = (part: Partial<SkillDraft>) => edit((draft) => withSkill(draft, part))
  const budgets = skill.budgets
  return (
    <>
      <SkillFacts doc={doc} skill={skill} edit={edit} />
      <FieldGroup id="triggers" title="Triggers and symptoms" count={skill.triggers.length + skill.symptoms.length}>
        <div className="space-y-3">
          <RowList
            lens={triggerRows}
            rows={skill.triggers}
            edit={edit}
            noun="trigger"
            blank={BLANK_TRIGGER}
            Fields={TriggerFields}
            zone={null}
          />
          <LinesField
            field="symptoms"
            label="Symptoms, one a line"
            value={skill.symptoms}
            onChange={(symptoms) => set({ symptoms })}
          />
        </div>
      </FieldGroup>
      <FieldGroup id="diagnosis" title="Diagnosis" count={skill.diagnosis.length}>
        <div className="space-y-3">
          <NumberField
            className="w-40"
            field="budgets.diagnosis"
            label="Time budget (min)"
            min={0}
            value={budgets.diagnosis}
            onChange={(diagnosis) => set({ budgets: { ...budgets, diagnosis } })}
          />
          <RowList
            lens={diagnosisRows}
            rows={skill.diagnosis}
            edit={edit}
            noun="step"
            blank={BLANK_STEP}
            Fields={StepFields}
            zone={null}
          />
        </div>
      </FieldGroup>
      <FieldGroup id="resolution" title="Resolution" count={skill.resolution.length}>
        <div className="space-y-3">
          <NumberField
            className="w-40"
            field="budgets.resolution"
            label="Time budget (min)"
            min={0}
            value={budgets.resolution}
            onChange={(resolution) => set({ budgets: { ...budgets, resolution } })}
          />
          <RowList
            lens={resolutionRows}
            rows={skill.resolution}
            edit={edit}
            noun="step"
            blank={BLANK_STEP}
            Fields={StepFields}
            zone={null}
          />
        </div>
      </FieldGroup>
      <FieldGroup id="escalation" title="Escalation and recurrence">
        <div className="space-y-3">
          <LinesField
            field="escalation"
            label="Escalation rules, one a line"
            value={skill.escalation}
            onChange={(escalation) => set({ escalation })}
          />
          <RecurrenceFields recurrence={skill.recurrence} set={(recurrence) => set({ recurrence })} />
        </div>
      </FieldGroup>
      <FieldGroup id="action-items" title="Follow-ups" count={skill.actionItems.length}>
        <RowList
          lens={actionItemRows}
          rows={skill.actionItems}
          edit={edit}
          noun="follow-up"
          blank={BLANK_ACTION_ITEM}
          Fields={ActionItemFields}
          zone={null}
        />
      </FieldGroup>
      <FieldGroup id="sources" title="Extracted from" count={skill.sources.length} note="Times are in UTC.">
        <RowList
          lens={skillSourceRows}
          rows={skill.sources}
          edit={edit}
          noun="source"
          blank={BLANK_SOURCE}
          Fields={SourceFields}
          zone={null}
        />
      </FieldGroup>
    </>
  )
}

function SkillFacts({ skill, edit }: Props) {
  const set = (part: Partial<SkillDraft>) => edit((draft) => withSkill(draft, part))
  return (
    <FieldGroup id="facts" title="Facts and trust">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <AreaField
          className="col-span-full"
          field="description"
          label="Description"
          value={skill.description}
          onChange={(description) => set({ description: description || null })}
        />
        {skill.description && (
          <div className="col-span-full">
            <CitationMark field="description" />
          </div>
        )}
        <TextField
          field="category"
          label="Category"
          value={skill.category}
          onChange={(category) => set({ category })}
        />
        <TextField field="version" label="Version" value={skill.version} onChange={(version) => set({ version })} />
        <NumberField
          field="confidence"
          label="Confidence (%)"
          min={0}
          max={100}
          value={skill.confidence === null ? null : Math.round(skill.confidence * 1000) / 10}
          onChange={(percent) => set({ confidence: percent === null ? null : percent / 100 })}
        />
        <TextField
          field="lastVerified"
          label="Last verified"
          type="date"
          value={skill.lastVerified}
          onChange={(lastVerified) => set({ lastVerified })}
        />
        <LinesField
          className="col-span-2"
          field="owners"
          label="Owners, one a line"
          value={skill.owners}
          onChange={(owners) => set({ owners })}
        />
        <TextField
          className="col-span-2"
          field="path"
          label="Path of the file"
          value={skill.path ?? null}
          onChange={(path) => set({ path })}
        />
      </div>
    </FieldGroup>
  )
}

const BLANK_TRIGGER: Trigger = { metric: '', op: '>', value: 0, unit: null }

function TriggerFields({ row, field, change }: RowFieldsProps<Trigger>) {
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-[minmax(0,2fr)_5rem_6rem_minmax(0,1fr)]">
      <TextField
        required
        field={`${field}.metric`}
        label="Metric"
        value={row.metric}
        onChange={(metric) => change({ metric: metric ?? '' })}
      />
      <ChoiceField
        field={`${field}.op`}
        label="Is"
        value={row.op}
        options={TriggerSchema.shape.op.options}
        onChange={(op) => change({ op: op ?? '>' })}
      />
      <NumberField
        field={`${field}.value`}
        label="Value"
        value={row.value}
        onChange={(value) => change({ value: value ?? 0 })}
      />
      <TextField field={`${field}.unit`} label="Unit" value={row.unit} onChange={(unit) => change({ unit })} />
    </div>
  )
}

const BLANK_STEP: SkillStep = { text: '', code: [] }

function StepFields({ row, field, change }: RowFieldsProps<SkillStep>) {
  return (
    <div className="space-y-2">
      <AreaField
        field={`${field}.text`}
        label="Step"
        hideLabel
        value={row.text}
        onChange={(text) => change({ text })}
      />
      {row.code.map((block, index) => (
        <AreaField
          key={index}
          mono
          field={`${field}.code.${index}`}
          label={`Code${block.lang ? ` (${block.lang})` : ''}`}
          value={block.text}
          onChange={(text) =>
            change({ code: row.code.map((other, at) => (at === index ? { ...other, text } : other)) })
          }
        />
      ))}
    </div>
  )
}

const BLANK_SOURCE: SkillSourceDraft = {
  channel: null,
  on: null,
  from: null,
  to: null,
  participants: [],
  messages: null,
  inCorpus: false,
}

function SourceFields({ row, field, change }: RowFieldsProps<SkillSourceDraft>) {
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      <TextField
        field={`${field}.channel`}
        label="Channel"
        value={row.channel}
        onChange={(channel) => change({ channel })}
      />
      <TextField field={`${field}.on`} label="Date" type="date" value={row.on} onChange={(on) => change({ on })} />
      <InstantField
        field={`${field}.from`}
        label="From"
        value={row.from}
        zone={null}
        onChange={(from) => change({ from })}
      />
      <InstantField field={`${field}.to`} label="To" value={row.to} zone={null} onChange={(to) => change({ to })} />
      <LinesField
        className="col-span-2"
        field={`${field}.participants`}
        label="Participants, one a line"
        value={row.participants}
        onChange={(participants) => change({ participants })}
      />
      <NumberField
        field={`${field}.messages`}
        label="Messages"
        min={0}
        step={1}
        value={row.messages}
        onChange={(messages) => change({ messages })}
      />
      <CheckField
        className="self-end pb-1"
        field={`${field}.inCorpus`}
        label="thread is at hand"
        value={row.inCorpus}
        onChange={(inCorpus) => change({ inCorpus })}
      />
    </div>
  )
}

type Recurrence = SkillDraft['recurrence']
const NO_RECURRENCE = { occurrence: null, firstOn: null, why: null }

function RecurrenceFields({ recurrence, set }: { recurrence: Recurrence; set: (recurrence: Recurrence) => void }) {
  const row = recurrence ?? NO_RECURRENCE
  const change = (part: Partial<NonNullable<Recurrence>>) => set({ ...row, ...part })
  return (
    <div className="grid grid-cols-2 gap-2">
      <NumberField
        field="recurrence.occurrence"
        label="Occurrence number"
        min={1}
        step={1}
        value={row.occurrence}
        onChange={(occurrence) => change({ occurrence })}
      />
      <TextField
        field="recurrence.firstOn"
        label="First on"
        placeholder="2026-03-08"
        value={row.firstOn}
        onChange={(firstOn) => change({ firstOn })}
      />
      <AreaField
        className="col-span-full"
        field="recurrence.why"
        label="Why it keeps happening"
        value={row.why}
        onChange={(why) => change({ why: why || null })}
      />
    </div>
  )
}
