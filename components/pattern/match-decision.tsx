'use client'
import { Check, Undo2, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
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
  const t = useTranslations('pattern.matchDecision')
  const matches = useTranslations('pattern.matches')
  const [pending, start] = useTransition()
  const [shown, showSoon] = useOptimistic(state)
  const set = (next: MatchState) =>
    start(async () => {
      if (!decide) return
      showSoon(next)
      const answer = await answerOf(decide({ kind, slug, pattern, state: next }), matches('unreached'))
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
            aria-label={t('confirmOf', { subject })}
            onClick={() => set('confirmed')}
          >
            <Check aria-hidden /> {t('confirm')}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            disabled={pending}
            aria-label={t('rejectOf', { subject })}
            onClick={() => set('rejected')}
          >
            <X aria-hidden /> {t('reject')}
          </Button>
        </>
      )}
      {decide && shown !== 'suggested' && (
        <Button
          size="sm"
          variant="ghost"
          disabled={pending}
          aria-label={t('takeBackOf', { subject })}
          onClick={() => set('suggested')}
        >
          <Undo2 aria-hidden /> {t('takeBack')}
        </Button>
      )}
    </span>
  )
}

function StateBadge({ state, decidedBy }: { state: MatchState; decidedBy?: string | null }) {
  const t = useTranslations('pattern.matchDecision')
  if (state === 'suggested') return <Badge>{t('state.suggested')}</Badge>
  return (
    <Badge tone={state === 'confirmed' ? 'green' : 'red'}>
      {decidedBy ? t(`stateBy.${state}`, { name: decidedBy }) : t(`state.${state}`)}
    </Badge>
  )
}
