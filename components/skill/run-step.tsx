'use client'
import { Copy } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { fillIn } from '@/lib/domain/run-parameters'
import type { PlannedStep } from '@/lib/schema/skill-run'

type RunStepProps = {
  step: PlannedStep
  plan: PlannedStep[]
  /** The text of the step, rendered. */
  text: ReactNode
  values: ReadonlyMap<string, string | null>
  onCopy: (code: number, asItIs?: boolean) => void
}

/** One step: what to do, and its commands with the values put in. */
export function RunStep({ step, plan, text, values, onCopy }: RunStepProps) {
  const t = useTranslations('skill.runStep')
  return (
    <div className="space-y-3">
      <div className="text-base leading-relaxed">{text}</div>
      {step.code.map((code, index) => {
        const filled = fillIn(code, plan, values)
        return (
          <div key={index} className="overflow-hidden rounded-lg border border-line bg-subtle">
            <pre className="px-3 py-2.5 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
              {filled.text}
            </pre>
            <div className="flex flex-wrap items-center gap-2 border-t border-line px-2 py-1.5">
              <Button className="h-10 sm:h-8" onClick={() => onCopy(index)}>
                <Copy aria-hidden /> {t('copy')}
              </Button>
              {filled.missing.length > 0 && (
                <>
                  <span className="text-xs text-muted">{t('fillInFirst', { names: filled.missing.join(', ') })}</span>
                  <Button size="sm" variant="ghost" onClick={() => onCopy(index, true)}>
                    {t('copyAsItIs')}
                  </Button>
                </>
              )}
              {filled.byHand.length > 0 && (
                <span className="text-xs text-amber-ink">{t('byHand', { names: filled.byHand.join(', ') })}</span>
              )}
            </div>
          </div>
        )
      })}
    </div>
  )
}
