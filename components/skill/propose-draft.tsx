'use client'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/schema/action-result'

/** Sends a drafted runbook to review, and goes there. */
export function ProposeDraft({ propose }: { propose: () => Promise<ActionResult<string>> }) {
  const [pending, start] = useTransition()
  const router = useRouter()
  const send = () =>
    start(async () => {
      const answer = await answerOf(propose(), 'The server did not answer; nothing was kept. Try again.')
      if (answer.ok) router.push(`/proposals/${answer.value}`)
      else toast.error(answer.message)
    })
  return (
    <Button variant="primary" disabled={pending} onClick={send}>
      {pending ? 'Sending …' : 'Send to review'}
    </Button>
  )
}
