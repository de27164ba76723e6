'use client'
import { useRouter } from 'next/navigation'
import { useRunChange } from '@/components/settings/use-run-change'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import type { ActionResult } from '@/lib/schema/action-result'

type RemoveKeptProps = {
  /** What is removed, in a word or two: "question". */
  what: string
  description: string
  remove: () => Promise<ActionResult<null>>
  /** Where to go afterwards, from a page that is gone then. */
  leadTo?: string
}

/** Takes back what somebody has asked, after one question. */
export function RemoveKept({ what, description, remove, leadTo }: RemoveKeptProps) {
  const router = useRouter()
  const { isPending, run } = useRunChange()
  const removed = () => {
    if (leadTo !== undefined) router.push(leadTo)
    return `The ${what} is removed`
  }
  return (
    <Dialog
      title={`Remove this ${what}?`}
      description={description}
      trigger={<Button disabled={isPending}>Remove {what}</Button>}
    >
      <ConfirmButtons act={`Remove ${what}`} onConfirm={() => run(remove, removed)} />
    </Dialog>
  )
}
