'use client'
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
  const [isPending, start] = useTransition()
  const run = (work: EndSessions) =>
    start(async () => {
      const answer = await answerOf(work(), 'The server did not answer; the sessions may still be there.')
      if (answer.ok)
        toast.success(answer.value.ended === 1 ? 'One session ended' : `${answer.value.ended} sessions ended`)
      else toast.error(answer.message)
    })
  return (
    <>
      <Button size="sm" disabled={isPending || props.others === 0} onClick={() => run(props.endOthers)}>
        Sign out everywhere else
      </Button>
      <Dialog
        title="Sign out everywhere?"
        description="All your sessions end, this one too. API tokens keep working."
        trigger={
          <Button size="sm" variant="danger" disabled={isPending}>
            Sign out everywhere
          </Button>
        }
      >
        <ConfirmButtons keep="Stay signed in" act="Sign out everywhere" onConfirm={() => run(props.endAll)} />
      </Dialog>
    </>
  )
}
