'use client'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import type { TokenRow } from '@/lib/schema/token'

export type Revoke = (id: string) => Promise<ActionResult<null>>
export type Rotate = (
  id: string,
  overlapHours: number,
) => Promise<ActionResult<{ secret: string; olderEndsAt: string }>>
/** A successor that has just been made. */
export type Successor = { name: string; secret: string; olderEndsAt: string }

const OVERLAPS = [
  { hours: 0, words: 'no time: it ends now' },
  { hours: 1, words: 'an hour' },
  { hours: 24, words: 'a day' },
  { hours: 168, words: 'a week' },
]

/** Makes a token that takes the place of this one; both work for as long as is chosen. */
export function RotateButton(props: { token: TokenRow; rotate: Rotate; onRotated: (made: Successor) => void }) {
  const { token, rotate, onRotated } = props
  const [hours, setHours] = useState(24)
  const [pending, start] = useTransition()
  const make = () =>
    start(async () => {
      const answer = await answerOf(
        rotate(token.id, hours),
        'The server did not answer. Look at the list before you try again.',
      )
      if (answer.ok) onRotated({ name: token.name, ...answer.value })
      else toast.error(answer.message)
    })
  return (
    <Dialog
      title={`Rotate “${token.name}”`}
      description="A new token takes its place, with the same rights and owner. Tokens that were made with the old one end with it."
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={`Rotate ${token.name}`}>
          {pending ? 'Rotating…' : 'Rotate'}
        </Button>
      }
    >
      <Field label="The old token goes on working for" hint="Long enough to change it wherever it is used.">
        {(control) => (
          <Select {...control} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {OVERLAPS.map((overlap) => (
              <option key={overlap.hours} value={overlap.hours}>
                {overlap.words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="mt-4 flex justify-end gap-2">
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <DialogClose asChild>
          <Button variant="primary" onClick={make}>
            Rotate
          </Button>
        </DialogClose>
      </div>
    </Dialog>
  )
}

export function RevokeButton({ token, revoke }: { token: TokenRow; revoke: Revoke }) {
  const [pending, start] = useTransition()
  const end = () =>
    start(async () => {
      const answer = await answerOf(revoke(token.id), 'The server did not answer; the token may still work.')
      if (answer.ok) toast.success(`Token “${token.name}” revoked`)
      else toast.error(answer.message)
    })
  return (
    <Dialog
      title={`Revoke “${token.name}”?`}
      description="Whatever uses it is refused at once, and so are the tokens that were made with it. This cannot be taken back."
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      }
    >
      <ConfirmButtons act="Revoke" onConfirm={end} />
    </Dialog>
  )
}
