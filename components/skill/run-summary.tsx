'use client'
import { FileText, RotateCcw } from 'lucide-react'
import Link from 'next/link'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { timeIn, type RunState } from '@/lib/domain/run-state'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'
import type { RunView } from '@/lib/schema/skill-run'
import { RUN_SECTIONS } from '@/lib/schema/skill-run-choices'
import { clockOf, outcomeWords, SECTION_WORDS } from './run-words'

type RunSummaryProps = {
  run: RunView
  state: RunState
  mayWrite: boolean
  takeBack: (slug: string, id: string) => Promise<ActionResult<null>>
  onOpened: () => void
}

/** How a run ended, what it took, and what can be made of it. */
export function RunSummary({ run, state, mayWrite, takeBack, onOpened }: RunSummaryProps) {
  const [pending, start] = useTransition()
  const { end } = state
  if (!end) return null
  const { label, tone } = outcomeWords({ outcome: end.outcome, endedAt: end.at })
  const until = Date.parse(end.at)
  const openAgain = () =>
    start(async () => {
      const answer = await answerOf(takeBack(run.skill.slug, run.id), 'The server did not answer; nothing was changed.')
      if (answer.ok) onOpened()
      else toast.error(answer.message)
    })
  return (
    <Panel title="This run has ended" id="ended">
      <div className="space-y-3" role="status">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={tone}>{label}</Badge>
          <span>
            {end.by}, <TimeText at={end.at} />, after {clockOf(until - Date.parse(run.startedAt))}
          </span>
        </p>
        {end.note && <p className="[overflow-wrap:anywhere] whitespace-pre-line">{end.note}</p>}
        <ul className="text-sm text-muted">
          {RUN_SECTIONS.filter((section) => run.plan.some((step) => step.section === section)).map((section) => {
            const spent = timeIn(state, run.plan, section, until)
            const budget = run.budgets[section]
            return (
              <li key={section} className="tabular-nums">
                {SECTION_WORDS[section]}: {clockOf(spent)}
                {budget !== null && ` of ${clockOf(budget * 60_000)}`}
                {budget !== null && spent > budget * 60_000 && ', over the budget'}
              </li>
            )
          })}
        </ul>
        <div className="flex flex-wrap gap-2 print:hidden">
          {mayWrite && (
            <Button asChild variant="primary" className="h-10 sm:h-8">
              <Link href={`/import?skill=${encodeURIComponent(run.skill.slug)}&run=${encodeURIComponent(run.id)}`}>
                <FileText aria-hidden /> Make an incident draft
              </Link>
            </Button>
          )}
          <Button asChild className="h-10 sm:h-8">
            <Link href={hrefOf('skill', run.skill.slug)}>Back to the skill</Link>
          </Button>
          {mayWrite && (
            <Button className="h-10 sm:h-8" variant="ghost" disabled={pending} onClick={openAgain}>
              <RotateCcw aria-hidden /> Not ended: open it again
            </Button>
          )}
        </div>
        {run.restricted && <p className="text-xs text-faint">A draft of it is for you alone until you name readers.</p>}
      </div>
    </Panel>
  )
}
