'use client'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/schema/action-result'
import { useRunChange } from './use-run-change'

/** Sends again what was given up. */
export function WebhookResend({ label, resend }: { label: string; resend: () => Promise<ActionResult<number>> }) {
  const { isPending, run } = useRunChange()
  const done = (count: number) =>
    count === 1 ? 'It is on its way again' : `${count} deliveries are on their way again`
  return (
    <Button size="sm" disabled={isPending} onClick={() => run(resend, done)}>
      {label}
    </Button>
  )
}
