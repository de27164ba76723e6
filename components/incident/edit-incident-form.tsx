'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import type { EditDifference } from '@/lib/schema/revision'
import { answerOf } from '../ui/answer-of'
import { KeptNotice } from '../kept/kept-notice'
import type { Kept } from '../kept/use-kept'
import { EditConflict, type Choice } from '../revision/edit-conflict'
import { Button } from '../ui/button'
import { IncidentEditFields } from './incident-edit-fields'
import {
  isIncidentField,
  patchOf,
  typedOf,
  withChoice,
  withTheirs,
  type EditableIncident,
  type IncidentFieldPatch,
  type KeptEdit,
  type Typed,
} from './incident-edit'

/** `stale`: somebody saved in between; `current` is what is stored now. */
export type EditOutcome =
  { saved: true } | { saved: false; current: EditableIncident; difference: readonly EditDifference[] }
export type SaveIncident = (
  slug: string,
  patch: IncidentFieldPatch,
  version: number,
) => Promise<ActionResult<EditOutcome>>

/** What somebody else saved meanwhile, and what was typed here when that came out. */
type Conflict = { difference: readonly EditDifference[]; mine: Typed; choices: Record<string, Choice> }

export type EditIncidentFormProps = {
  slug: string
  incident: EditableIncident
  save: SaveIncident
  kept: Kept<KeptEdit>
  onDone: () => void
}

/** What an `EditIncident` asks for. Nothing is overwritten that the person has not seen, and nothing typed is lost. */
export function EditIncidentForm({ slug, incident, save, kept, onDone }: EditIncidentFormProps) {
  const t = useTranslations('incident.editIncidentForm')
  const [pending, start] = useTransition()
  const [base, setBase] = useState(incident)
  const [typed, setTyped] = useState(() => typedOf(incident))
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [failure, setFailure] = useState<{ message: string; fields?: Record<string, string> } | null>(null)

  function begin(from: EditableIncident, what: Typed) {
    setBase(from)
    setTyped(what)
  }
  function type(next: Typed) {
    setTyped(next)
    kept.keep({ base, typed: next })
  }
  function done() {
    kept.forget()
    onDone()
  }
  function meet(current: EditableIncident, difference: readonly EditDifference[]) {
    const next = withTheirs(base, typed, current)
    setConflict({ difference, mine: next, choices: {} })
    begin(current, next)
    kept.keep({ base: current, typed: next })
  }
  function choose(field: string, choice: Choice) {
    if (!conflict || !isIncidentField(field)) return
    setConflict({ ...conflict, choices: { ...conflict.choices, [field]: choice } })
    type(withChoice(typed, field, choice === 'mine' ? conflict.mine : typedOf(base)))
  }
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const patch = patchOf(base, typed)
    if (Object.keys(patch).length === 0) return done()
    start(async () => {
      const answer = await answerOf(save(slug, patch, base.version), t('unreached'))
      if (!answer.ok) return setFailure(answer)
      setFailure(null)
      if (!answer.value.saved) return meet(answer.value.current, answer.value.difference)
      done()
      toast.success(t('saved'))
    })
  }

  const { offered } = kept
  return (
    <form method="post" onSubmit={onSubmit} className="flex flex-col gap-3">
      {offered ? (
        <KeptNotice
          what={t('typed')}
          at={offered.at}
          onRestore={() => {
            begin(offered.value.base, offered.value.typed)
            kept.taken()
          }}
          onDiscard={kept.forget}
        />
      ) : null}
      {conflict ? (
        <EditConflict of="incident" differences={conflict.difference} choices={conflict.choices} choose={choose} />
      ) : null}
      {failure && !failure.fields ? (
        <p role="alert" className="text-red-ink">
          {failure.message}
        </p>
      ) : null}
      <IncidentEditFields typed={typed} onType={type} errors={failure?.fields ?? {}} />
      <div className="mt-1 flex justify-end gap-2">
        <Button variant="ghost" onClick={done}>
          {t('cancel')}
        </Button>
        <Button type="submit" variant="primary" disabled={pending}>
          {pending ? t('saving') : t('save')}
        </Button>
      </div>
    </form>
  )
}
