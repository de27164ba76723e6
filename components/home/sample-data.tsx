'use client'
import { useState, useTransition } from 'react'
import type { ActionResult } from '@/lib/schema/action-result'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'
import { ConfirmButtons } from '../ui/confirm-buttons'
import { Dialog } from '../ui/dialog'
import { toast } from '../ui/toast'

type Left = { kind: string; title: string; reason: string }
export type SampleDataActions = {
  remove: () => Promise<ActionResult<{ left: Left[] }>>
  load: () => Promise<ActionResult<{ documents: number }>>
}

const UNREACHED = 'The server did not answer. Look whether it is done before you try again.'

function useLoading(load: SampleDataActions['load']) {
  const [busy, start] = useTransition()
  const begin = () =>
    start(async () => {
      const answer = await answerOf(load(), UNREACHED)
      if (!answer.ok) toast.error(answer.message)
      else if (answer.value.documents === 0) toast('The sample data is there already.')
      else toast.success(`The sample data is here: ${answer.value.documents} documents.`)
    })
  return { busy, begin }
}

/** Brings the sample data into a place that has none. */
export function LoadSampleData({ load }: Pick<SampleDataActions, 'load'>) {
  const { busy, begin } = useLoading(load)
  return (
    <Button disabled={busy} onClick={begin}>
      {busy ? 'Loading the sample data…' : 'Load the sample data'}
    </Button>
  )
}

/** Removes the sample data, and says what of it stays. */
export function RemoveSampleData({ remove, load }: SampleDataActions) {
  const [open, setOpen] = useState(false)
  const [busy, start] = useTransition()
  const { begin } = useLoading(load)
  const confirm = () =>
    start(async () => {
      const answer = await answerOf(remove(), UNREACHED)
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      const { left } = answer.value
      toast.success(left.length === 0 ? 'The sample data is gone.' : 'The sample data is gone, but not all of it.', {
        description: left.length === 0 ? undefined : left.map(({ title, reason }) => `${title}: ${reason}.`).join(' '),
        duration: left.length === 0 ? 10_000 : 30_000,
        action: { label: 'Bring it back', onClick: begin },
      })
    })
  return (
    <Dialog
      title="Remove the sample data?"
      description="Its incidents, skills, people and companies go, with all that was read from them. What people have added here stays, and so does what they have edited, decided or commented on in the sample data. It can be loaded again."
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" disabled={busy}>
          {busy ? 'Removing…' : 'Remove the sample data'}
        </Button>
      }
    >
      <ConfirmButtons act="Remove it" onConfirm={confirm} />
    </Dialog>
  )
}
