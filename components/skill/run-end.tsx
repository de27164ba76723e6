'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { RunOutcome } from '@/lib/schema/skill-run'

type RunEndProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  onEnd: (outcome: RunOutcome | null, note: string | null) => void
}

const ENDINGS: { outcome: RunOutcome | null; label: string; hint: string }[] = [
  { outcome: 'worked', label: 'It worked', hint: 'It is verified today.' },
  { outcome: 'failed', label: 'It failed', hint: 'It was the right skill, and did not help.' },
  { outcome: 'outdated', label: 'It is outdated', hint: 'Steps do not fit what is there any more.' },
  {
    outcome: null,
    label: 'Just leave',
    hint: 'It was not this, or somebody else goes on: it says nothing of the skill.',
  },
]

/** How a run ended, and what did not fit. */
export function RunEnd({ open, onOpenChange, onEnd }: RunEndProps) {
  const [chosen, setChosen] = useState<RunOutcome | 'left'>('worked')
  const [note, setNote] = useState('')
  const asks = chosen === 'failed' || chosen === 'outdated'
  return (
    <Dialog title="How did it end?" open={open} onOpenChange={onOpenChange}>
      <form
        method="post"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          onEnd(chosen === 'left' ? null : chosen, note.trim() || null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        }}
      >
        <fieldset className="space-y-1">
          <legend className="sr-only">How did it end?</legend>
          {ENDINGS.map(({ outcome, label, hint }) => (
            <label key={label} className="flex min-h-10 items-baseline gap-2 rounded-md px-2 py-1.5 hover:bg-hover">
              <input
                type="radio"
                name="ending"
                data-first-focus={chosen === (outcome ?? 'left') ? '' : undefined}
                className="accent-accent"
                checked={chosen === (outcome ?? 'left')}
                onChange={() => setChosen(outcome ?? 'left')}
              />
              <span>
                <span className="font-medium">{label}</span> <span className="text-muted">{hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Field
          label={asks ? 'What did not fit?' : 'Note'}
          hint={asks ? 'The step, and what you saw instead.' : undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={4000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Go on</Button>
          <Button type="submit" variant="primary">
            End the run
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
