'use client'
import { useTranslations } from 'next-intl'
import type {
  ActionItemDraft,
  DocumentDraft,
  SkillDraft,
  SkillSourceDraft,
  SkillStep,
  Trigger,
} from '@/lib/schema/draft'
import { ActionItemFields } from './action-item-fields'
import { BLANK_ACTION_ITEM, BLANK_SOURCE, BLANK_STEP, BLANK_TRIGGER } from './blank-rows'
import { CitationMark } from './citation-mark'
import { AreaField, LinesField, NumberField, TextField } from './draft-field'
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
import { RowList, type RowKind } from './row-list'
import { SourceFields, StepFields, TriggerFields } from './skill-row-fields'

const TRIGGERS: RowKind<Trigger> = { lens: triggerRows, noun: 'trigger', blank: BLANK_TRIGGER, Fields: TriggerFields }
const DIAGNOSIS: RowKind<SkillStep> = { lens: diagnosisRows, noun: 'step', blank: BLANK_STEP, Fields: StepFields }
const RESOLUTION: RowKind<SkillStep> = { lens: resolutionRows, noun: 'step', blank: BLANK_STEP, Fields: StepFields }
const ACTION_ITEMS: RowKind<ActionItemDraft> = {
  lens: actionItemRows,
  noun: 'followUp',
  blank: BLANK_ACTION_ITEM,
  Fields: ActionItemFields,
}
const SOURCES: RowKind<SkillSourceDraft> = {
  lens: skillSourceRows,
  noun: 'source',
  blank: BLANK_SOURCE,
  Fields: SourceFields,
}

type Props = { doc: DocumentDraft; skill: SkillDraft; edit: EditDocument }

/** Everything of a skill's draft. */
export function SkillFields({ doc, skill, edit }: Props) {
  const t = useTranslations('import.skillFields')
  const set = (part: Partial<SkillDraft>) => edit((draft) => withSkill(draft, part))
  return (
    <>
      <SkillFacts doc={doc} skill={skill} edit={edit} />
      <FieldGroup id="triggers" title={t('triggersAndSymptoms')} count={skill.triggers.length + skill.symptoms.length}>
        <div className="space-y-3">
          <RowList kind={TRIGGERS} rows={skill.triggers} edit={edit} zone={null} />
          <LinesField
            field="symptoms"
            label={t('symptoms')}
            value={skill.symptoms}
            onChange={(symptoms) => set({ symptoms })}
          />
        </div>
      </FieldGroup>
      <StepGroup name="diagnosis" kind={DIAGNOSIS} skill={skill} edit={edit} />
      <StepGroup name="resolution" kind={RESOLUTION} skill={skill} edit={edit} />
      <FieldGroup id="escalation" title={t('escalationAndRecurrence')}>
        <div className="space-y-3">
          <LinesField
            field="escalation"
            label={t('escalation')}
            value={skill.escalation}
            onChange={(escalation) => set({ escalation })}
          />
          <RecurrenceFields recurrence={skill.recurrence} set={(recurrence) => set({ recurrence })} />
        </div>
      </FieldGroup>
      <FieldGroup id="action-items" title={t('followUps')} count={skill.actionItems.length}>
        <RowList kind={ACTION_ITEMS} rows={skill.actionItems} edit={edit} zone={null} />
      </FieldGroup>
      <FieldGroup id="sources" title={t('sources')} count={skill.sources.length} note={t('sourcesNote')}>
        <RowList kind={SOURCES} rows={skill.sources} edit={edit} zone={null} />
      </FieldGroup>
    </>
  )
}

type StepGroupProps = Omit<Props, 'doc'> & {
  name: 'diagnosis' | 'resolution'
  kind: RowKind<SkillStep>
}

/** Steps that are followed in their order, and the minutes that they may take together. */
function StepGroup({ name, kind, skill, edit }: StepGroupProps) {
  const t = useTranslations('import.skillFields')
  return (
    <FieldGroup id={name} title={t(name)} count={skill[name].length}>
      <div className="space-y-3">
        <NumberField
          className="w-40"
          field={`budgets.${name}`}
          label={t('budget')}
          min={0}
          value={skill.budgets[name]}
          onChange={(minutes) => edit((draft) => withSkill(draft, { budgets: { ...skill.budgets, [name]: minutes } }))}
        />
        <RowList kind={kind} rows={skill[name]} edit={edit} zone={null} />
      </div>
    </FieldGroup>
  )
}

function SkillFacts({ skill, edit }: Props) {
  const t = useTranslations('import.skillFields')
  const set = (part: Partial<SkillDraft>) => edit((draft) => withSkill(draft, part))
  return (
    <FieldGroup id="facts" title={t('facts')}>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <AreaField
          className="col-span-full"
          field="description"
          label={t('description')}
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
          label={t('category')}
          value={skill.category}
          onChange={(category) => set({ category })}
        />
        <TextField
          field="version"
          label={t('version')}
          value={skill.version}
          onChange={(version) => set({ version })}
        />
        <NumberField
          field="confidence"
          label={t('confidence')}
          min={0}
          max={100}
          value={skill.confidence === null ? null : Math.round(skill.confidence * 1000) / 10}
          onChange={(percent) => set({ confidence: percent === null ? null : percent / 100 })}
        />
        <TextField
          field="lastVerified"
          label={t('lastVerified')}
          type="date"
          value={skill.lastVerified}
          onChange={(lastVerified) => set({ lastVerified })}
        />
        <LinesField
          className="col-span-2"
          field="owners"
          label={t('owners')}
          value={skill.owners}
          onChange={(owners) => set({ owners })}
        />
        <TextField
          className="col-span-2"
          field="path"
          label={t('path')}
          value={skill.path ?? null}
          onChange={(path) => set({ path })}
        />
      </div>
    </FieldGroup>
  )
}

type Recurrence = SkillDraft['recurrence']
const NO_RECURRENCE = { occurrence: null, firstOn: null, why: null }

function RecurrenceFields({ recurrence, set }: { recurrence: Recurrence; set: (recurrence: Recurrence) => void }) {
  const t = useTranslations('import.skillFields')
  const row = recurrence ?? NO_RECURRENCE
  const change = (part: Partial<NonNullable<Recurrence>>) => set({ ...row, ...part })
  return (
    <div className="grid grid-cols-2 gap-2">
      <NumberField
        field="recurrence.occurrence"
        label={t('occurrence')}
        min={1}
        step={1}
        value={row.occurrence}
        onChange={(occurrence) => change({ occurrence })}
      />
      <TextField
        field="recurrence.firstOn"
        label={t('firstOn')}
        placeholder="2026-03-08"
        value={row.firstOn}
        onChange={(firstOn) => change({ firstOn })}
      />
      <AreaField
        className="col-span-full"
        field="recurrence.why"
        label={t('whyRecurring')}
        value={row.why}
        onChange={(why) => change({ why: why || null })}
      />
    </div>
  )
}
