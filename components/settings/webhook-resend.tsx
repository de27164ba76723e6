'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/schema/action-result'
import { useRunChange } from './use-run-change'

/** Sends again what was given up. */
export function WebhookResend({ label, resend }: { label: string; resend: () => Promise<ActionResult<number>> }) {
  const t = useTranslations('settings.webhookResend')
  const { isPending, run } = useRunChange()
  return (
    <Button size="sm" disabled={isPending} onClick={() => run(resend, (count) => t('isOnItsWay', { count }))}>
      {label}
    </Button>
  )
}
