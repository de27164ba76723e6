'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/schema/action-result'
import { useRunChange } from './use-run-change'

/** Sends oneself a mail of what is due, also outside of one's hours, to see that it arrives. */
export function SendMailNow({ send, isPossible }: { send: () => Promise<ActionResult<null>>; isPossible: boolean }) {
  const t = useTranslations('settings.sendMailNow')
  const { isPending, run } = useRunChange()
  if (!isPossible) {
    return (
      <p className="max-w-prose text-muted">
        {t.rich('noServer', { code: (chunks) => <code className="font-mono text-xs">{chunks}</code> })}
      </p>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={isPending} onClick={() => run(send, () => t('isOnItsWay'))}>
        {t('send')}
      </Button>
      <p className="text-muted">{t('hint')}</p>
    </div>
  )
}
