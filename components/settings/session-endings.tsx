'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import type { ActionResult } from '@/lib/schema/action-result'

type EndSessions = () => Promise<ActionResult<{ ended: number }>>

/** Ends all sessions but this one, or all of them. The second is asked about: it ends what one is doing, too. */
export function SessionEndings(props: { others: number; endOthers: EndSessions; endAll: EndSessions }) {
  const t = useTranslations('settings.sessionEndings')
  const [isPending, start] = useTransition()
  const run = (work: EndSessions) =>
    start(async () => {
      const answer = await answerOf(work(), t('unreached'))
      if (answer.ok) toast.success(t('ended', { count: answer.value.ended }))
      else toast.error(answer.message)
    })
  return (
    <>
      <Button size="sm" disabled={isPending || props.others === 0} onClick={() => run(props.endOthers)}>
        {t('others')}
      </Button>
      <Dialog
        title={t('title')}
        description={t('description')}
        trigger={
          <Button size="sm" variant="danger" disabled={isPending}>
            {t('everywhere')}
          </Button>
        }
      >
        <ConfirmButtons keep={t('keep')} act={t('everywhere')} onConfirm={() => run(props.endAll)} />
      </Dialog>
    </>
  )
}
