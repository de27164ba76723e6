'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { ACTION_ITEM_STATUSES } from '@/lib/render/labels'
import { ACTION_ITEM_STATUS_CHOICES } from '@/lib/schema/choices'
import type { StateOfStatus, TrackerProjectView } from '@/lib/schema/tracker'

type TrackerStatesProps = {
  project: TrackerProjectView
  isPending: boolean
  save: (of: StateOfStatus) => void
}

/** Which state of a project stands for which status. */
export function TrackerStates({ project: { key, kind, states }, isPending, save }: TrackerStatesProps) {
  const [chosen, setChosen] = useState(states.of)
  return (
    <Dialog
      title={`States of ${key}`}
      description={
        kind === 'github'
          ? 'An issue of GitHub is open or closed; a label says what lies between. A label that is not there yet is made.'
          : 'What each status is there. Other states count by their kind: to do, started, done, given up.'
      }
      trigger={
        <Button size="sm" disabled={isPending}>
          States
        </Button>
      }
    >
      <div className="space-y-3">
        {ACTION_ITEM_STATUS_CHOICES.map((status) => (
          <Field key={status} label={ACTION_ITEM_STATUSES[status].label}>
            {(control) => (
              <Select
                {...control}
                value={chosen[status] ?? ''}
                onChange={(event) => setChosen({ ...chosen, [status]: event.target.value || null })}
              >
                <option value="">not told: it stays here</option>
                {states.known.map((state) => (
                  <option key={state.id} value={state.id}>
                    {state.id.startsWith('label:') ? `Open, labelled “${state.name}”` : state.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ))}
        <div className="flex justify-end">
          <DialogClose asChild>
            <Button variant="primary" onClick={() => save(chosen)}>
              Save states
            </Button>
          </DialogClose>
        </div>
      </div>
    </Dialog>
  )
}
