'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useRunChange } from '@/components/settings/use-run-change'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import type { ActionResult } from '@/lib/schema/action-result'

type RemoveKeptProps = {
  kind: 'question' | 'pre-mortem'
  description: string
  remove: () => Promise<ActionResult<null>>
  /** Where to go afterwards, from a page that is gone then. */
  leadTo?: string
}

/** Takes back what somebody has asked, after one question. */
export function RemoveKept({ kind, description, remove, leadTo }: RemoveKeptProps) {
  const t = useTranslations('recognise.removeKept')
  const router = useRouter()
  const { isPending, run } = useRunChange()
  const removed = () => {
    if (leadTo !== undefined) router.push(leadTo)
    return t(`${kind}.removed`)
  }
  return (
    <Dialog
      title={t(`${kind}.ask`)}
      description={description}
      trigger={<Button disabled={isPending}>{t(`${kind}.remove`)}</Button>}
    >
      <ConfirmButtons act={t(`${kind}.remove`)} onConfirm={() => run(remove, removed)} />
    </Dialog>
  )
}
