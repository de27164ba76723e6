'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { fieldValue } from '@/lib/domain/field-value'
import { offsetMinutes } from '@/lib/render/time'
import { IncidentStatusSchema, type DocumentDraft, type IncidentDraft, type SkillDraft } from '@/lib/schema/draft'
import { ActionItemFields, CauseFields } from '../import/action-item-fields'
import { AreaField, ChoiceField, LinesField, NumberField, TextField } from '../import/draft-field'
import {
  actionItemRows,
  causeRows,
  editRow,
  timelineRows,
  updateRows,
  windowRows,
  withIncident,
  withSkill,
  type EditDocument,
  type RowLens,
} from '../import/draft-rows'
import type { RowFieldsProps } from '../import/row-list'
import { StatusUpdateFields, TimelineFields, WindowFields } from '../import/timeline-fields'
import { withZone } from '../import/with-zone'
import { fieldName } from './field-name'

type Props = { doc: DocumentDraft; path: string; edit: EditDocument }

/** The inputs of one field; of a field in a row those of the whole row, which belong together. */
export function ReviewField({ doc, path, edit }: Props): ReactNode {
  const [list = '', index] = path.split('.')
  const at = Number(index)
  if (index !== undefined && Number.isInteger(at)) {
    const row = { doc, at, edit }
    if (list === 'timeline') return <Row {...row} lens={timelineRows} Fields={TimelineFields} />
    if (list === 'windows') return <Row {...row} lens={windowRows} Fields={WindowFields} />
    if (list === 'statusUpdates') return <Row {...row} lens={updateRows} Fields={StatusUpdateFields} />
    if (list === 'causes') return <Row {...row} lens={causeRows} Fields={CauseFields} />
    if (list === 'actionItems') return <Row {...row} lens={actionItemRows} Fields={ActionItemFields} />
  }
  return <SingleField doc={doc} path={path} edit={edit} />
}

type RowProps<T> = {
  doc: DocumentDraft
  at: number
  edit: EditDocument
  lens: RowLens<T>
  Fields: (props: RowFieldsProps<T>) => ReactNode
}

function Row<T>({ doc, at, edit, lens, Fields }: RowProps<T>) {
  const t = useTranslations('review.reviewField')
  const row = lens.get(doc)[at]
  if (row === undefined) return <p className="text-sm text-faint italic">{t('rowGone')}</p>
  return (
    <Fields
      row={row}
      field={`${lens.name}.${at}`}
      zone={doc.incident?.zone ?? null}
      change={(part) => edit(editRow(lens, at, part))}
    />
  )
}

const DATES = new Set(['on', 'reportedOn', 'lastVerified'])
const OF_DOCUMENT = new Set(['title', 'lang'])

/** A field outside the rows: its kind of input follows from what is in it. */
function SingleField({ doc, path, edit }: Props) {
  const t = useTranslations('review.reviewField')
  const name = fieldName(useTranslations('review.fieldName'), path)
  const steps = path.split('.')
  const list = fieldValue(doc, steps.filter((step) => !/^\d+$/.test(step)).join('.'))
  const field = { field: path, label: name }
  const set = (value: unknown) => edit((draft) => withField(draft, steps, value))
  if (Array.isArray(list) && list.every((one): one is string => typeof one === 'string'))
    return <LinesField {...field} label={t('oneALine', { field: name })} value={list} onChange={set} />
  if (path === 'zone') return <ZoneInput field={path} doc={doc} edit={edit} />
  const value = fieldValue(doc, path)
  if (path === 'status')
    return (
      <ChoiceField
        {...field}
        value={doc.incident?.status ?? 'unknown'}
        options={IncidentStatusSchema.options}
        words={(status) => t(`status.${status}`)}
        onChange={set}
      />
    )
  if (path === 'statedDuration')
    return (
      <NumberField
        {...field}
        label={t('duration')}
        min={0}
        value={doc.incident?.statedDuration?.minutes ?? null}
        onChange={(minutes) =>
          set(minutes === null ? null : { approximate: false, ...doc.incident?.statedDuration, minutes })
        }
      />
    )
  if (typeof value === 'number' || steps[0] === 'budgets' || path === 'confidence')
    return <NumberField {...field} value={typeof value === 'number' ? value : null} onChange={set} />
  const text = typeof value === 'string' ? value : null
  if (DATES.has(path)) return <TextField {...field} type="date" value={text} onChange={set} />
  if (value !== null && text === null) return <p className="text-sm text-muted">{t('onlyByImport')}</p>
  return <AreaField {...field} value={text} onChange={(next) => set(next || (path === 'title' ? next : null))} />
}

/** Holds what is being typed until it is a whole offset: the times move with it. */
function ZoneInput({ field, doc, edit }: Omit<Props, 'path'> & { field: string }) {
  const t = useTranslations('review.reviewField')
  const [text, setText] = useState(doc.incident?.zone ?? null)
  const whole = text === null || offsetMinutes(text) !== null
  return (
    <TextField
      field={field}
      label={t('zone')}
      placeholder="-07:00"
      invalid={!whole}
      value={text}
      onChange={(next) => {
        setText(next)
        if (next === null || offsetMinutes(next) !== null) edit((draft) => withZone(draft, next))
      }}
    />
  )
}

/** A draft with another value of a field that is not in a row; an item of a plain list stands for its whole list. */
function withField(draft: DocumentDraft, steps: readonly string[], value: unknown): DocumentDraft {
  const [first = '', second] = steps.filter((step) => !/^\d+$/.test(step))
  if (OF_DOCUMENT.has(first) || first === 'tags' || first === 'authors') return { ...draft, [first]: value }
  const part: unknown = draft.incident && first in draft.incident ? draft.incident : draft.skill
  const inner =
    part && typeof part === 'object' && second ? { ...(Reflect.get(part, first) as object), [second]: value } : value
  return withSkill(
    withIncident(
      draft,
      draft.incident && first in draft.incident ? ({ [first]: inner } as Partial<IncidentDraft>) : {},
    ),
    draft.skill && first in draft.skill ? ({ [first]: inner } as Partial<SkillDraft>) : {},
  )
}
