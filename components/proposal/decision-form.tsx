'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useId, useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Textarea } from '@/components/ui/textarea'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ProposalRow } from '@/lib/schema/proposal'
import { hrefOf } from '@/lib/render/links'

type DecisionFormProps = {
  id: string
  /** It cannot be accepted as it is. */
  blocked: boolean
  accept: (id: string) => Promise<ActionResult<ProposalRow['result']>>
  reject: (input: { id: string; reason: string }) => Promise<ActionResult<null>>
}

/** Accept, or reject with a reason that the proposer is told. */
export function DecisionForm({ id, blocked, accept, reject }: DecisionFormProps) {
  const t = useTranslations('proposal.decisionForm')
  const [reason, setReason] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const router = useRouter()
  const reasonId = useId()

  const sendAcceptance = () =>
    start(async () => {
      const answer = await answerOf(accept(id), t('unreached'))
      if (!answer.ok) return setFailure(answer.message)
      setFailure(null)
      toast.success(t('accepted'))
      if (answer.value) router.push(hrefOf(answer.value.kind, answer.value.slug))
      else router.refresh()
    })
  const sendRejection = () =>
    start(async () => {
      const answer = await answerOf(reject({ id, reason }), t('unreached'))
      if (!answer.ok) return setFailure(answer.message)
      setFailure(null)
      toast.success(t('rejected'))
      router.push('/proposals')
    })
  return (
    <Panel title={t('title')} id="decide">
      <div className="flex flex-col gap-3">
        <div>
          <Button variant="primary" disabled={pending || blocked} onClick={sendAcceptance}>
            {t('accept')}
          </Button>
        </div>
        <form
          method="post"
          className="flex flex-col gap-2 border-t border-line pt-3"
          onSubmit={(event) => {
            event.preventDefault()
            sendRejection()
          }}
        >
          <label htmlFor={reasonId} className="font-medium">
            {t('rejectLabel')}
          </label>
          <Textarea
            id={reasonId}
            rows={2}
            required
            minLength={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            placeholder={t('rejectPlaceholder')}
          />
          <div>
            <Button type="submit" disabled={pending}>
              {t('reject')}
            </Button>
          </div>
        </form>
        <p role="status" className="text-red-ink empty:hidden">
          {failure}
        </p>
      </div>
    </Panel>
  )
}
