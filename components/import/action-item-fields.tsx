'use client'
import { useTranslations } from 'next-intl'
import { ActionItemKindSchema, ActionItemPrioritySchema, ActionItemStatusSchema } from '@/lib/schema/action-item'
import { CauseRoleSchema, type ActionItemDraft, type CauseDraft } from '@/lib/schema/draft'
import { AreaField, ChoiceField, TextField } from './draft-field'
import type { RowFieldsProps } from './row-list'

export function ActionItemFields({ row, field, change }: RowFieldsProps<ActionItemDraft>) {
  const t = useTranslations('import.actionItemFields')
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      <AreaField
        className="col-span-full"
        field={`${field}.title`}
        label={t('whatToDo')}
        hideLabel
        value={row.title}
        onChange={(title) => change({ title })}
      />
      <ChoiceField
        field={`${field}.status`}
        label={t('status')}
        optional
        value={row.status}
        options={ActionItemStatusSchema.options}
        words={(status) => t(`statusIs.${status}`)}
        onChange={(status) => change({ status })}
      />
      <TextField
        field={`${field}.owner`}
        label={t('owner')}
        value={row.owner}
        onChange={(owner) => change({ owner })}
      />
      <TextField
        field={`${field}.due`}
        label={t('due')}
        type="date"
        value={row.due}
        onChange={(due) => change({ due })}
      />
      <ChoiceField
        field={`${field}.kind`}
        label={t('kind')}
        optional
        value={row.kind}
        options={ActionItemKindSchema.options}
        words={(kind) => t(`kindIs.${kind}`)}
        onChange={(kind) => change({ kind })}
      />
      <TextField
        field={`${field}.since`}
        label={t('since')}
        placeholder="2026-03"
        value={row.since}
        onChange={(since) => change({ since })}
      />
      <TextField
        field={`${field}.closedBy`}
        label={t('closedBy')}
        value={row.closedBy ?? null}
        onChange={(closedBy) => change({ closedBy })}
      />
      <TextField
        className="col-span-2"
        field={`${field}.condition`}
        label={t('condition')}
        value={row.condition}
        onChange={(condition) => change({ condition })}
      />
      <ChoiceField
        field={`${field}.priority`}
        label={t('priority')}
        optional
        value={row.priority ?? null}
        options={ActionItemPrioritySchema.options}
        words={(priority) => t(`priorityIs.${priority}`)}
        onChange={(priority) => change({ priority })}
      />
      <TextField
        field={`${field}.scope`}
        label={t('scope')}
        value={row.scope ?? null}
        onChange={(scope) => change({ scope })}
      />
      <TextField
        className="col-span-2"
        field={`${field}.dependency`}
        label={t('dependency')}
        value={row.dependency ?? null}
        onChange={(dependency) => change({ dependency })}
      />
      <AreaField
        className="col-span-full"
        field={`${field}.description`}
        label={t('description')}
        value={row.description ?? ''}
        onChange={(description) => change({ description: description || null })}
      />
    </div>
  )
}

export function CauseFields({ row, field, change }: RowFieldsProps<CauseDraft>) {
  const t = useTranslations('import.actionItemFields')
  return (
    <div className="grid gap-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <ChoiceField
        field={`${field}.role`}
        label={t('causeRole')}
        hideLabel
        value={row.role}
        options={CauseRoleSchema.options}
        words={(role) => t(`causeRoleIs.${role}`)}
        onChange={(role) => change({ role: role ?? 'contributing' })}
      />
      <AreaField
        field={`${field}.text`}
        label={t('cause')}
        hideLabel
        value={row.text}
        onChange={(text) => change({ text })}
      />
    </div>
  )
}
