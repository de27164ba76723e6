'use client'
import { useTranslations } from 'next-intl'
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

function useLoading(load: SampleDataActions['load']) {
  const t = useTranslations('home.sampleData')
  const [busy, start] = useTransition()
  const begin = () =>
    start(async () => {
      const answer = await answerOf(load(), t('noAnswer'))
      if (!answer.ok) toast.error(answer.message)
      else if (answer.value.documents === 0) toast(t('thereAlready'))
      else toast.success(t('loaded', { count: answer.value.documents }))
    })
  return { busy, begin }
}

/** Brings the sample data into a place that has none. */
export function LoadSampleData({ load }: Pick<SampleDataActions, 'load'>) {
  const t = useTranslations('home.sampleData')
  const { busy, begin } = useLoading(load)
  return (
    <Button disabled={busy} onClick={begin}>
      {t(busy ? 'loading' : 'load')}
    </Button>
  )
}

/** Removes the sample data, and says what of it stays. */
export function RemoveSampleData({ remove, load }: SampleDataActions) {
  const t = useTranslations('home.sampleData')
  const [open, setOpen] = useState(false)
  const [busy, start] = useTransition()
  const { begin } = useLoading(load)
  const confirm = () =>
    start(async () => {
      const answer = await answerOf(remove(), t('noAnswer'))
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      const { left } = answer.value
      toast.success(t(left.length === 0 ? 'gone' : 'goneNotAll'), {
        description: left.length === 0 ? undefined : left.map(({ title, reason }) => `${title}: ${reason}.`).join(' '),
        duration: left.length === 0 ? 10_000 : 30_000,
        action: { label: t('bringBack'), onClick: begin },
      })
    })
  return (
    <Dialog
      title={t('question')}
      description={t('consequences')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" disabled={busy}>
          {t(busy ? 'removing' : 'remove')}
        </Button>
      }
    >
      <ConfirmButtons act={t('confirm')} onConfirm={confirm} />
    </Dialog>
  )
}
