'use client'
import { FileText, RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
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
import { clockOf, outcomeWords } from './run-words'

type RunSummaryProps = {
  run: RunView
  state: RunState
  mayWrite: boolean
  takeBack: (slug: string, id: string) => Promise<ActionResult<null>>
  onOpened: () => void
}

/** How a run ended, what it took, and what can be made of it. */
export function RunSummary({ run, state, mayWrite, takeBack, onOpened }: RunSummaryProps) {
  const t = useTranslations('skill.runSummary')
  const sectionNames = useTranslations('skill.sections')
  const outcomes = useTranslations('skill.outcome')
  const [pending, start] = useTransition()
  const { end } = state
  if (!end) return null
  const { label, tone } = outcomeWords(outcomes, { outcome: end.outcome, endedAt: end.at })
  const until = Date.parse(end.at)
  const openAgain = () =>
    start(async () => {
      const answer = await answerOf(takeBack(run.skill.slug, run.id), t('unreached'))
      if (answer.ok) onOpened()
      else toast.error(answer.message)
    })
  return (
    <Panel title={t('title')} id="ended">
      <div className="space-y-3" role="status">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge tone={tone}>{label}</Badge>
          <span>
            {t.rich('ended', {
              name: end.by,
              at: () => <TimeText at={end.at} />,
              spent: clockOf(until - Date.parse(run.startedAt)),
            })}
          </span>
        </p>
        {end.note && <p className="[overflow-wrap:anywhere] whitespace-pre-line">{end.note}</p>}
        <ul className="text-sm text-muted">
          {RUN_SECTIONS.filter((section) => run.plan.some((step) => step.section === section)).map((section) => {
            const spent = timeIn(state, run.plan, section, until)
            const budget = run.budgets[section]
            const spending = { section: sectionNames(section), spent: clockOf(spent) }
            return (
              <li key={section} className="tabular-nums">
                {budget === null
                  ? t('spent', spending)
                  : t(spent > budget * 60_000 ? 'overBudget' : 'ofBudget', {
                      ...spending,
                      budget: clockOf(budget * 60_000),
                    })}
              </li>
            )
          })}
        </ul>
        <div className="flex flex-wrap gap-2 print:hidden">
          {mayWrite && (
            <Button asChild variant="primary" className="h-10 sm:h-8">
              <Link href={`/import?skill=${encodeURIComponent(run.skill.slug)}&run=${encodeURIComponent(run.id)}`}>
                <FileText aria-hidden /> {t('makeDraft')}
              </Link>
            </Button>
          )}
          <Button asChild className="h-10 sm:h-8">
            <Link href={hrefOf('skill', run.skill.slug)}>{t('back')}</Link>
          </Button>
          {mayWrite && (
            <Button className="h-10 sm:h-8" variant="ghost" disabled={pending} onClick={openAgain}>
              <RotateCcw aria-hidden /> {t('reopen')}
            </Button>
          )}
        </div>
        {run.restricted && <p className="text-xs text-faint">{t('restricted')}</p>}
      </div>
    </Panel>
  )
}
