'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import type { ActionResult } from '@/lib/schema/action-result'
import type { PatternEdit, PreviewStretch } from '@/lib/schema/pattern'
import { KeptNotice } from '../kept/kept-notice'
import { EditConflict } from '../revision/edit-conflict'
import { CueFields, type CheckCues } from './cue-fields'
import { editOf, type PatternFields } from './pattern-fields'
import { PatternPreview } from './pattern-preview'
import { usePatternEdit } from './use-pattern-edit'

export type PatternActions = {
  save: (edit: PatternEdit, version: number) => Promise<ActionResult<{ slug: string }>>
  preview: (edit: PatternEdit, after: string) => Promise<ActionResult<PreviewStretch>>
  check: CheckCues
  /** What is stored now, after somebody else has changed it. */
  reload: (slug: string) => Promise<ActionResult<{ pattern: PatternEdit; version: number }>>
}
type PatternEditorProps = {
  start: PatternEdit
  /** Revision that is edited; 0 for a new pattern. */
  version: number
  families: string[]
  actions: PatternActions
}

/** The form in which a team writes a pattern, with a look at what it would match. */
export function PatternEditor({ start, version, families, actions }: PatternEditorProps) {
  const t = useTranslations('pattern.patternEditor')
  const { fields, set, errors, pending, save, kept, restore, conflict, choose } = usePatternEdit({
    start,
    version,
    actions,
  })
  const typedTitle = kept.offered?.value.fields.title
  return (
    <form
      method="post"
      className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_24rem]"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className="min-w-0 space-y-4">
        {kept.offered ? (
          <KeptNotice
            what={typedTitle ? t('typedAbout', { title: typedTitle }) : t('typed')}
            at={kept.offered.at}
            onRestore={restore}
            onDiscard={kept.forget}
          />
        ) : null}
        {conflict ? (
          <EditConflict of="pattern" differences={conflict.difference} choices={conflict.choices} choose={choose} />
        ) : null}
        <NamingFields fields={fields} errors={errors} families={families} set={set} />
        <CueFields cues={fields.cues} set={(cues) => set({ cues })} check={actions.check} />
        <Field label={t('questions')} hint={t('oneOnEachLine')} error={errors['questions']}>
          {(control) => (
            <Textarea
              {...control}
              value={fields.questions}
              onChange={(event) => set({ questions: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('controls')} hint={t('oneOnEachLine')} error={errors['controls']}>
          {(control) => (
            <Textarea
              {...control}
              value={fields.controls}
              onChange={(event) => set({ controls: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('body')} hint={t('bodyHint')}>
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              value={fields.body}
              onChange={(event) => set({ body: event.target.value })}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </div>
      <PatternPreview edit={editOf(fields)} isNew={version === 0} preview={actions.preview} />
    </form>
  )
}

function NamingFields(props: {
  fields: PatternFields
  errors: Record<string, string>
  families: string[]
  set: (change: Partial<PatternFields>) => void
}) {
  const t = useTranslations('pattern.patternEditor')
  const familyList = useId()
  const { fields, errors, set } = props
  return (
    <>
      <Field label={t('title')} error={errors['title'] ?? errors['slug']}>
        {(control) => (
          <Input {...control} required value={fields.title} onChange={(event) => set({ title: event.target.value })} />
        )}
      </Field>
      <Field label={t('family')} hint={t('familyHint')} error={errors['family']}>
        {(control) => (
          <>
            <Input
              {...control}
              required
              list={familyList}
              value={fields.family}
              onChange={(event) => set({ family: event.target.value })}
            />
            <datalist id={familyList}>
              {props.families.map((family) => (
                <option key={family} value={family}>
                  {family}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label={t('mechanism')} hint={t('mechanismHint')} error={errors['mechanism']}>
        {(control) => (
          <Textarea
            {...control}
            required
            rows={3}
            value={fields.mechanism}
            onChange={(event) => set({ mechanism: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
