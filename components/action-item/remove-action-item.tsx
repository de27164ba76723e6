'use client'
import { useTranslations } from 'next-intl'
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
  const t = useTranslations('action-item.removeActionItem')
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [pending, start] = useTransition()
  const run = () =>
    start(async () => {
      const answer = await answerOf(remove(id), t('noAnswer'))
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      toast.success(t('removed'))
      router.push(back)
    })
  return (
    <Dialog
      title={t('title')}
      description={t('description')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="danger" size="sm" disabled={pending}>
          {t('remove')}
        </Button>
      }
    >
      <ConfirmButtons act={t('remove')} onConfirm={run} />
    </Dialog>
  )
}
