'use client'
import { unstable_rethrow, useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'
import type { PatternEdit, PreviewStretch } from '@/lib/schema/pattern'
import { CueFields, type CheckCues } from './cue-fields'
import { PatternPreview } from './pattern-preview'

export type PatternActions = {
  save: (edit: PatternEdit, version: number) => Promise<ActionResult<{ slug: string }>>
  preview: (edit: PatternEdit, after: string) => Promise<ActionResult<PreviewStretch>>
  check: CheckCues
}
type PatternEditorProps = {
  start: PatternEdit
  /** Revision that is edited; 0 for a new pattern. */
  version: number
  families: string[]
  actions: PatternActions
}

/** What the fields hold: lists as lines, so that half-written ones are nobody's business yet. */
export type PatternFields = Omit<PatternEdit, 'cues' | 'questions' | 'controls'> & {
  cues: Record<string, string>
  questions: string
  controls: string
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const slugOf = (title: string) =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)

function fieldsOf({ cues, questions, controls, ...rest }: PatternEdit): PatternFields {
  const byLang: Record<string, string> = { en: '' }
  for (const [lang, lines] of Object.entries(cues)) byLang[lang] = lines.join('\n')
  return {
    ...rest,
    cues: byLang,
    questions: questions.join('\n'),
    controls: controls.join('\n'),
  }
}

function editOf(fields: PatternFields): PatternEdit {
  const cues = Object.entries(fields.cues).map(([lang, text]): [string, string[]] => [lang, linesOf(text)])
  return {
    ...fields,
    slug: fields.slug || slugOf(fields.title),
    family: fields.family.trim().toLowerCase(),
    cues: Object.fromEntries(cues.filter(([, lines]) => lines.length > 0)),
    questions: linesOf(fields.questions),
    controls: linesOf(fields.controls),
  }
}

/** The form in which a team writes a pattern, with a look at what it would match. */
export function PatternEditor({ start, version, families, actions }: PatternEditorProps) {
  const router = useRouter()
  const [fields, setFields] = useState(() => fieldsOf(start))
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [pending, begin] = useTransition()
  const set = (change: Partial<PatternFields>) => setFields((known) => ({ ...known, ...change }))
  const save = () =>
    begin(async () => {
      try {
        const answer = await actions.save(editOf(fields), version)
        if (answer.ok) router.push(hrefOf('pattern', answer.value.slug))
        else {
          setErrors(answer.fields ?? {})
          toast.error(answer.message)
        }
      } catch (error) {
        unstable_rethrow(error)
        toast.error('The server did not answer; nothing was stored.')
      }
    })
  return (
    <form
      className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_24rem]"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <div className="min-w-0 space-y-4">
        <NamingFields fields={fields} errors={errors} families={families} set={set} />
        <CueFields cues={fields.cues} set={(cues) => set({ cues })} check={actions.check} />
        <Field label="Questions to ask before a change" hint="One on each line." error={errors['questions']}>
          {(control) => (
            <Textarea
              {...control}
              value={fields.questions}
              onChange={(event) => set({ questions: event.target.value })}
            />
          )}
        </Field>
        <Field label="Controls that prevent it" hint="One on each line." error={errors['controls']}>
          {(control) => (
            <Textarea
              {...control}
              value={fields.controls}
              onChange={(event) => set({ controls: event.target.value })}
            />
          )}
        </Field>
        <Field label="More about it" hint="Markdown. [[incidents/…]] links to an incident.">
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
          {pending ? 'Saving…' : 'Save pattern'}
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
  const { fields, errors, set } = props
  return (
    <>
      <Field label="Title" error={errors['title'] ?? errors['slug']}>
        {(control) => (
          <Input {...control} required value={fields.title} onChange={(event) => set({ title: event.target.value })} />
        )}
      </Field>
      <Field
        label="Family"
        hint="Mechanisms of one family are told together: choose a known one, or name a new one in small letters."
        error={errors['family']}
      >
        {(control) => (
          <>
            <Input
              {...control}
              required
              list="families"
              value={fields.family}
              onChange={(event) => set({ family: event.target.value })}
            />
            <datalist id="families">
              {props.families.map((family) => (
                <option key={family} value={family}>
                  {family}
                </option>
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Field label="Mechanism" hint="How it comes about, in a sentence or two." error={errors['mechanism']}>
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
