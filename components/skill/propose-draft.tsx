'use client'
import { unstable_rethrow, useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/schema/action-result'

/** Sends a drafted runbook to review, and goes there. */
export function ProposeDraft({ propose }: { propose: () => Promise<ActionResult<string>> }) {
  const [pending, start] = useTransition()
  const router = useRouter()
  const send = () =>
    start(async () => {
      try {
        const answer = await propose()
        if (answer.ok) router.push(`/proposals/${answer.value}`)
        else toast.error(answer.message)
      } catch (error) {
        unstable_rethrow(error)
        toast.error('The server did not answer; nothing was kept. Try again.')
      }
    })
  return (
    <Button variant="primary" disabled={pending} onClick={send}>
      {pending ? 'Sending …' : 'Send to review'}
    </Button>
  )
}
