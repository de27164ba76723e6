'use client'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/schema/action-result'
import { useRunChange } from './use-run-change'

/** Sends oneself a mail of what is due, also outside of one's hours, to see that it arrives. */
export function SendMailNow({ send, isPossible }: { send: () => Promise<ActionResult<null>>; isPossible: boolean }) {
  const { isPending, run } = useRunChange()
  if (!isPossible) {
    return (
      <p className="max-w-prose text-muted">
        Hindsight has no mail server. Whoever runs it has to set <code className="font-mono text-xs">SMTP_URL</code> and{' '}
        <code className="font-mono text-xs">MAIL_FROM</code>.
      </p>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button disabled={isPending} onClick={() => run(send, () => 'A mail is on its way to you')}>
        Send me one now
      </Button>
      <p className="text-muted">It tells of what is due now, at any hour.</p>
    </div>
  )
}
