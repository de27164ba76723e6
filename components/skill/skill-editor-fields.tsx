'use client'
import { useTranslations } from 'next-intl'
import { TriggerSchema, type DocumentDraft, type SkillDraft, type Trigger } from '@/lib/schema/draft'
import { BLANK_ACTION_ITEM, BLANK_TRIGGER } from '../import/blank-rows'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Panel } from '../ui/panel'
import { Select } from '../ui/select'
import { Textarea } from '../ui/textarea'
import { SkillEditorFacts } from './skill-editor-facts'
import { SkillRows, type RowKind } from './skill-editor-rows'
import { SkillEditorSteps } from './skill-editor-steps'
import { SkillEditorOrigin } from './skill-editor-origin'
import { TriggerTrial, type TryTriggers } from './trigger-trial'

export type SkillFieldsProps = {
  document: DocumentDraft
  skill: SkillDraft
  people: readonly string[]
  tryTriggers: TryTriggers
  change: (document: DocumentDraft, name: string | null) => void
}

/** All fields of a skill, in the order in which one follows it. */
export function SkillEditorFields(props: SkillFieldsProps) {
  const sectionNames = useTranslations('skill.sections')
  const { document, skill, change } = props
  const set = (part: Partial<SkillDraft>, name: string | null) =>
    change({ ...document, skill: { ...skill, ...part } }, name)
  return (
    <div className="space-y-4">
      <SkillEditorFacts {...props} />
      <Panel title={sectionNames('triggers')} id="edit-triggers" count={skill.triggers.length}>
        <SkillRows
          kind="trigger"
          rows={skill.triggers}
          blank={BLANK_TRIGGER}
          onChange={(triggers, name) => set({ triggers }, name)}
        >
          {(row, put, label) => <TriggerFields row={row} put={put} label={label} />}
        </SkillRows>
        <TriggerTrial triggers={skill.triggers} tryTriggers={props.tryTriggers} />
      </Panel>
      <Panel title={sectionNames('symptoms')} id="edit-symptoms" count={skill.symptoms.length}>
        <Lines kind="symptom" rows={skill.symptoms} put={(symptoms, name) => set({ symptoms }, name)} />
      </Panel>
      <Panel title={sectionNames('diagnosis')} id="edit-diagnosis" count={skill.diagnosis.length}>
        <SkillEditorSteps name="diagnosis" skill={skill} set={set} />
      </Panel>
      <Panel title={sectionNames('resolution')} id="edit-resolution" count={skill.resolution.length}>
        <SkillEditorSteps name="resolution" skill={skill} set={set} />
      </Panel>
      <Panel title={sectionNames('escalation')} id="edit-escalation" count={skill.escalation.length}>
        <Lines kind="escalationRule" rows={skill.escalation} put={(escalation, name) => set({ escalation }, name)} />
      </Panel>
      <Panel title={sectionNames('prevention')} id="edit-prevention" count={skill.actionItems.length}>
        <SkillRows
          kind="followUp"
          rows={skill.actionItems}
          blank={BLANK_ACTION_ITEM}
          onChange={(actionItems, name) => set({ actionItems }, name)}
        >
          {(row, put, label) => (
            <Field label={label} hideLabel>
              {(control) => (
                <Input
                  {...control}
                  value={row.title}
                  onChange={(event) => put({ ...row, title: event.target.value })}
                />
              )}
            </Field>
          )}
        </SkillRows>
      </Panel>
      <SkillEditorOrigin skill={skill} set={set} />
    </div>
  )
}

function Lines(props: { kind: RowKind; rows: string[]; put: (rows: string[], name: string | null) => void }) {
  return (
    <SkillRows kind={props.kind} rows={props.rows} blank="" onChange={props.put}>
      {(row, put, label) => (
        <Field label={label} hideLabel>
          {(control) => (
            <Textarea
              {...control}
              rows={1}
              className="field-sizing-content max-h-96 resize-none"
              value={row}
              onChange={(event) => put(event.target.value)}
            />
          )}
        </Field>
      )}
    </SkillRows>
  )
}

function TriggerFields({ row, put, label }: { row: Trigger; put: (row: Trigger) => void; label: string }) {
  const t = useTranslations('skill.skillEditorFields')
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-[minmax(0,2fr)_4.5rem_5.5rem_minmax(0,1fr)]">
      <Field label={t('metric')} className="col-span-2 sm:col-span-1">
        {(control) => (
          <Input
            {...control}
            aria-label={t('metricOf', { row: label })}
            value={row.metric}
            onChange={(event) => put({ ...row, metric: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('comparison')}>
        {(control) => (
          <Select
            {...control}
            aria-label={t('comparisonOf', { row: label })}
            value={row.op}
            onChange={(event) => put({ ...row, op: TriggerSchema.shape.op.catch('>').parse(event.target.value) })}
          >
            {TriggerSchema.shape.op.options.map((op) => (
              <option key={op}>{op}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('value')}>
        {(control) => (
          <Input
            {...control}
            aria-label={t('valueOf', { row: label })}
            type="number"
            step="any"
            value={row.value}
            onChange={(event) =>
              put({ ...row, value: Number.isNaN(event.target.valueAsNumber) ? 0 : event.target.valueAsNumber })
            }
          />
        )}
      </Field>
      <Field label={t('unit')}>
        {(control) => (
          <Input
            {...control}
            aria-label={t('unitOf', { row: label })}
            placeholder={t('unitExample')}
            value={row.unit ?? ''}
            onChange={(event) => put({ ...row, unit: event.target.value || null })}
          />
        )}
      </Field>
    </div>
  )
}
