'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/schema/action-result'

/** Sends a drafted runbook to review, and goes there. */
export function ProposeDraft({ propose }: { propose: () => Promise<ActionResult<string>> }) {
  const t = useTranslations('skill.proposeDraft')
  const [pending, start] = useTransition()
  const router = useRouter()
  const send = () =>
    start(async () => {
      const answer = await answerOf(propose(), t('unreached'))
      if (answer.ok) router.push(`/proposals/${answer.value}`)
      else toast.error(answer.message)
    })
  return (
    <Button variant="primary" disabled={pending} onClick={send}>
      {pending ? t('sending') : t('send')}
    </Button>
  )
}
