'use client'
import { Check, Undo2, X } from 'lucide-react'
import { useOptimistic, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/schema/action-result'
import type { MatchState } from '@/lib/schema/pattern'

export type DecideMatch = (decision: {
  kind: 'incident' | 'skill'
  slug: string
  pattern: string
  state: MatchState
}) => Promise<ActionResult<null>>

type MatchDecisionProps = {
  /** In what the pattern was found. */
  kind: 'incident' | 'skill'
  slug: string
  pattern: string
  state: MatchState
  decidedBy?: string | null
  /** What the buttons are about ("Cache against rotation in …"), for screen readers. */
  subject: string
  /** Absent for those who may not decide. */
  decide?: DecideMatch
}

/** Whether a person stands behind a match, and the buttons to confirm, reject or take back. */
export function MatchDecision({ kind, slug, pattern, state, decidedBy, subject, decide }: MatchDecisionProps) {
  const [pending, start] = useTransition()
  const [shown, showSoon] = useOptimistic(state)
  const set = (next: MatchState) =>
    start(async () => {
      if (!decide) return
      showSoon(next)
      const answer = await answerOf(
        decide({ kind, slug, pattern, state: next }),
        'The server did not answer; nothing was changed.',
      )
      if (!answer.ok) toast.error(answer.message)
    })
  return (
    <span className="inline-flex flex-wrap items-center gap-1 print:hidden">
      <StateBadge state={shown} decidedBy={shown === state ? decidedBy : null} />
      {decide && shown === 'suggested' && (
        <>
          <Button
            size="sm"
            variant="ghost"
            disabled={pending}
            aria-label={`Confirm ${subject}`}
            onClick={() => set('confirmed')}
          >
            <Check aria-hidden /> Confirm
          </Button>
          <Button
            size="sm"
            variant="ghost"
            disabled={pending}
            aria-label={`Reject ${subject}`}
            onClick={() => set('rejected')}
          >
            <X aria-hidden /> Reject
          </Button>
        </>
      )}
      {decide && shown !== 'suggested' && (
        <Button
          size="sm"
          variant="ghost"
          disabled={pending}
          aria-label={`Take back the decision on ${subject}`}
          onClick={() => set('suggested')}
        >
          <Undo2 aria-hidden /> Take back
        </Button>
      )}
    </span>
  )
}

function StateBadge({ state, decidedBy }: { state: MatchState; decidedBy?: string | null }) {
  const by = decidedBy ? ` by ${decidedBy}` : ''
  if (state === 'confirmed') return <Badge tone="green">confirmed{by}</Badge>
  if (state === 'rejected') return <Badge tone="red">rejected{by}</Badge>
  return <Badge>suggested</Badge>
}
