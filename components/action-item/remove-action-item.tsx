'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import type { ActionResult } from '@/lib/schema/action-result'

type RemoveProps = { id: string; remove: (id: string) => Promise<ActionResult<null>>; back: string }

/** Removes an item that a person has added, after asking once, and goes to what it belonged to. */
export function RemoveActionItem({ id, remove, back }: RemoveProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [pending, start] = useTransition()
  const run = () =>
    start(async () => {
      const answer = await answerOf(remove(id), 'The server did not answer; nothing was removed.')
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      toast.success('Action item removed')
      router.push(back)
    })
  return (
    <Dialog
      title="Remove this action item?"
      description="Its history goes with it; the audit keeps its title. One that should stay in sight can be set to “won’t do”."
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="danger" size="sm" disabled={pending}>
          Remove
        </Button>
      }
    >
      <ConfirmButtons act="Remove" onConfirm={run} />
    </Dialog>
  )
}
