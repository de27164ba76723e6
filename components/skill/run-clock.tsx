import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/class-names'
import { timeAt, timeIn, type RunState } from '@/lib/domain/run-state'
import type { RunView } from '@/lib/schema/skill-run'
import { clockOf } from './run-words'

/** The time at this step and in its section, against what the section may take. */
export function RunClock({ run, state, now }: { run: RunView; state: RunState; now: number }) {
  const t = useTranslations('skill.runClock')
  const sectionNames = useTranslations('skill.sections')
  const step = run.plan[state.step]
  if (!step) return null
  const budget = run.budgets[step.section]
  const spent = timeIn(state, run.plan, step.section, now)
  const share = budget === null ? null : spent / (budget * 60_000)
  const isOver = share !== null && share > 1
  const spending = { section: sectionNames(step.section), spent: clockOf(spent) }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1" role="timer" aria-label={t('label')}>
      <span className="font-mono text-lg tabular-nums" title={t('atThisStep')}>
        {clockOf(timeAt(state, state.step, now))}
      </span>
      <span className={cn('text-sm tabular-nums', isOver ? 'font-semibold text-red-ink' : 'text-muted')}>
        {budget === null
          ? t('noBudget', spending)
          : t(isOver ? 'overBudget' : 'ofBudget', { ...spending, budget: clockOf(budget * 60_000) })}
      </span>
      {share !== null && (
        <span aria-hidden className="h-1.5 w-24 overflow-hidden rounded-full bg-hover">
          <span
            className={cn('block h-full rounded-full', isOver ? 'bg-red-ink' : 'bg-accent')}
            style={{ width: `${Math.min(100, share * 100)}%` }}
          />
        </span>
      )}
    </div>
  )
}
