'use client'

import { Pencil } from 'lucide-react'
import { unstable_rethrow } from 'next/navigation'
import { useState, useTransition, type FormEvent } from 'react'
import { toast } from 'sonner'
import { INCIDENT_STATUSES } from '@/lib/render/labels'
import type { ActionResult } from '@/lib/schema/action-result'
import { choiceOf, INCIDENT_STATUS_CHOICES } from '@/lib/schema/choices'
import type { IncidentStatus } from '@/lib/schema/draft'
import { Button } from '../ui/button'
import { Dialog, DialogClose } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'

/** What the dialog edits, and the version that was seen. */
export type EditableIncident = {
  title: string
  severity: string | null
  status: IncidentStatus
  tags: string[]
  version: number
}
type Patch = Partial<Omit<EditableIncident, 'version'>>
/** `stale`: somebody saved in between; `current` is what is stored now. */
export type EditOutcome = { saved: true } | { saved: false; current: EditableIncident }
export type SaveIncident = (slug: string, patch: Patch, version: number) => Promise<ActionResult<EditOutcome>>

const FIELDS = ['title', 'severity', 'status', 'tags'] as const
const asText = (value: string | string[] | null) => (Array.isArray(value) ? value.join(', ') : (value ?? 'unknown'))
const differs = (a: string | string[] | null, b: string | string[] | null) => JSON.stringify(a) !== JSON.stringify(b)

function readForm(form: FormData): Omit<EditableIncident, 'version'> {
  const words = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  return {
    title: words('title'),
    severity: words('severity') || null,
    status: choiceOf(INCIDENT_STATUS_CHOICES, form.get('status')) ?? 'unknown',
    tags: words('tags')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  }
}

/** Only what the person changed, so that two people may edit different fields. */
function patchOf(before: EditableIncident, after: Omit<EditableIncident, 'version'>): Patch {
  return Object.fromEntries(
    FIELDS.filter((field) => differs(before[field], after[field])).map((field) => [field, after[field]]),
  )
}

function StaleNotice({ before, current }: { before: EditableIncident; current: EditableIncident }) {
  const changed = FIELDS.filter((field) => differs(before[field], current[field]))
  return (
    <div role="alert" className="rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      <p className="font-medium">Somebody saved this incident while you were editing.</p>
      {changed.length > 0 ? (
        <ul className="mt-1">
          {changed.map((field) => (
            <li key={field}>
              {field}: “{asText(before[field])}” is now “{asText(current[field])}”
            </li>
          ))}
        </ul>
      ) : (
        <p>None of these four fields changed.</p>
      )}
      <p className="mt-1">Your text is still here. Save again to put yours over it, or cancel to keep theirs.</p>
    </div>
  )
}

/** Edits title, severity, status and tags. Nothing is overwritten that the person has not seen. */
export function EditIncident({
  slug,
  incident,
  save,
}: {
  slug: string
  incident: EditableIncident
  save: SaveIncident
}) {
  const [open, setOpen] = useState(false)
  const [pending, start] = useTransition()
  const [current, setCurrent] = useState<EditableIncident | null>(null)
  const [failure, setFailure] = useState<{ message: string; fields?: Record<string, string> } | null>(null)

  function toggle(next: boolean) {
    setOpen(next)
    setCurrent(null)
    setFailure(null)
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const patch = patchOf(incident, readForm(new FormData(event.currentTarget)))
    if (Object.keys(patch).length === 0) return toggle(false)
    start(async () => {
      try {
        const answer = await save(slug, patch, current?.version ?? incident.version)
        if (!answer.ok) return setFailure(answer)
        if (!answer.value.saved) return setCurrent(answer.value.current)
        toggle(false)
        toast.success('Saved')
      } catch (error) {
        unstable_rethrow(error)
        setFailure({ message: 'The server did not answer. Your text is still here: try again.' })
      }
    })
  }

  return (
    <Dialog
      title="Edit incident"
      description="The words of the sources stay as they are; this is what lists and searches show."
      open={open}
      onOpenChange={toggle}
      trigger={
        <Button>
          <Pencil aria-hidden />
          Edit
        </Button>
      }
    >
      <form onSubmit={onSubmit} className="flex flex-col gap-3">
        {current ? <StaleNotice before={incident} current={current} /> : null}
        {failure && !failure.fields ? (
          <p role="alert" className="text-red-ink">
            {failure.message}
          </p>
        ) : null}
        <Field label="Title" error={failure?.fields?.title}>
          {(control) => <Input {...control} name="title" required maxLength={300} defaultValue={incident.title} />}
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            label="Severity"
            hint="As your team says it (SEV2, major). Empty is unknown."
            error={failure?.fields?.severity}
          >
            {(control) => <Input {...control} name="severity" maxLength={40} defaultValue={incident.severity ?? ''} />}
          </Field>
          <Field label="Status">
            {(control) => (
              <Select {...control} name="status" defaultValue={incident.status}>
                {Object.entries(INCIDENT_STATUSES).map(([value, { label }]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Field label="Tags" hint="Separated by commas" error={failure?.fields?.tags}>
          {(control) => <Input {...control} name="tags" defaultValue={incident.tags.join(', ')} />}
        </Field>
        <div className="mt-1 flex justify-end gap-2">
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="primary" disabled={pending}>
            {pending ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
