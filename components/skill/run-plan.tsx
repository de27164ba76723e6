import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/class-names'
import { timeAt, type RunState } from '@/lib/domain/run-state'
import { stepWords } from '@/lib/domain/run-words'
import type { RunView } from '@/lib/schema/skill-run'
import { RUN_SECTIONS } from '@/lib/schema/skill-run-choices'
import { clockOf } from './run-words'

type RunPlanProps = {
  run: RunView
  state: RunState
  now: number
  /** null: one can only watch. */
  onGo: ((step: number) => void) | null
}

/** All steps with the time that each took; the present one is marked. */
export function RunPlan({ run, state, now, onGo }: RunPlanProps) {
  const t = useTranslations('skill.runPlan')
  const sectionNames = useTranslations('skill.sections')
  return (
    <div className="space-y-3">
      {RUN_SECTIONS.map((section) => {
        const steps = run.plan.flatMap((step, index) => (step.section === section ? [{ step, index }] : []))
        if (steps.length === 0) return null
        const minutes = run.budgets[section]
        return (
          <div key={section}>
            <h3 className="mb-1 text-xs font-medium text-faint">
              {minutes === null ? sectionNames(section) : t('budget', { section: sectionNames(section), minutes })}
            </h3>
            <ol start={(steps[0]?.index ?? 0) + 1} className="space-y-0.5">
              {steps.map(({ step, index }) => {
                const isNow = index === state.step && state.end === null
                const spent = timeAt(state, index, now)
                const words = (
                  <>
                    <span className="w-5 shrink-0 text-right text-faint tabular-nums">{index + 1}</span>
                    <span className="min-w-0 flex-1 truncate">{stepWords(step)}</span>
                    <span className="shrink-0 font-mono text-xs text-faint tabular-nums">
                      {spent > 0 ? clockOf(spent) : ''}
                    </span>
                  </>
                )
                const classes = cn(
                  'flex w-full items-baseline gap-2 rounded-md px-1.5 py-1 text-left text-sm',
                  isNow && 'bg-accent-tint font-medium text-accent-ink',
                )
                return (
                  <li key={index} aria-current={isNow ? 'step' : undefined}>
                    {onGo ? (
                      <button
                        type="button"
                        className={cn(classes, 'min-h-8 hover:bg-hover')}
                        onClick={() => onGo(index)}
                      >
                        {words}
                      </button>
                    ) : (
                      <span className={classes}>{words}</span>
                    )}
                  </li>
                )
              })}
            </ol>
          </div>
        )
      })}
    </div>
  )
}
