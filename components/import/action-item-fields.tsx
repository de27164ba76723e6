'use client'
import { ActionItemKindSchema, ActionItemPrioritySchema, ActionItemStatusSchema } from '@/lib/schema/action-item'
import { CauseRoleSchema, type ActionItemDraft, type CauseDraft } from '@/lib/schema/draft'
import { AreaField, ChoiceField, TextField } from './draft-field'
import type { RowFieldsProps } from './row-list'

const STATUS_WORDS = { 'wont-do': 'won’t do' } as const

export function ActionItemFields({ row, field, change }: RowFieldsProps<ActionItemDraft>) {
  return (
    <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
      <AreaField
        className="col-span-full"
        field={`${field}.title`}
        label="What to do"
        hideLabel
        value={row.title}
        onChange={(title) => change({ title })}
      />
      <ChoiceField
        field={`${field}.status`}
        label="Status"
        optional
        value={row.status}
        options={ActionItemStatusSchema.options}
        words={STATUS_WORDS}
        onChange={(status) => change({ status })}
      />
      <TextField field={`${field}.owner`} label="Owner" value={row.owner} onChange={(owner) => change({ owner })} />
      <TextField field={`${field}.due`} label="Due" type="date" value={row.due} onChange={(due) => change({ due })} />
      <ChoiceField
        field={`${field}.kind`}
        label="Kind"
        optional
        value={row.kind}
        options={ActionItemKindSchema.options}
        onChange={(kind) => change({ kind })}
      />
      <TextField
        field={`${field}.since`}
        label="Open since"
        placeholder="2026-03"
        value={row.since}
        onChange={(since) => change({ since })}
      />
      <TextField
        field={`${field}.closedBy`}
        label="Closed by"
        value={row.closedBy ?? null}
        onChange={(closedBy) => change({ closedBy })}
      />
      <TextField
        className="col-span-2"
        field={`${field}.condition`}
        label="Condition for closing it"
        value={row.condition}
        onChange={(condition) => change({ condition })}
      />
      <ChoiceField
        field={`${field}.priority`}
        label="Priority"
        optional
        value={row.priority ?? null}
        options={ActionItemPrioritySchema.options}
        onChange={(priority) => change({ priority })}
      />
      <TextField
        field={`${field}.scope`}
        label="Limited to"
        value={row.scope ?? null}
        onChange={(scope) => change({ scope })}
      />
      <TextField
        className="col-span-2"
        field={`${field}.dependency`}
        label="What must come first"
        value={row.dependency ?? null}
        onChange={(dependency) => change({ dependency })}
      />
      <AreaField
        className="col-span-full"
        field={`${field}.description`}
        label="Description"
        value={row.description ?? ''}
        onChange={(description) => change({ description: description || null })}
      />
    </div>
  )
}

export function CauseFields({ row, field, change }: RowFieldsProps<CauseDraft>) {
  return (
    <div className="grid gap-2 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <ChoiceField
        field={`${field}.role`}
        label="Role"
        hideLabel
        value={row.role}
        options={CauseRoleSchema.options}
        onChange={(role) => change({ role: role ?? 'contributing' })}
      />
      <AreaField
        field={`${field}.text`}
        label="Cause"
        hideLabel
        value={row.text}
        onChange={(text) => change({ text })}
      />
    </div>
  )
}
