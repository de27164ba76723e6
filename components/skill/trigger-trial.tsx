'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Trigger } from '@/lib/schema/draft'
import { answerOf } from '../ui/answer-of'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Textarea } from '../ui/textarea'

type Tried = { trigger: string; state: 'met' | 'named' | 'calm' | 'absent'; reason: string }
export type TryTriggers = (asked: { triggers: Trigger[]; text: string }) => Promise<ActionResult<Tried[]>>

const TONES = { met: 'green', calm: 'amber', named: 'amber', absent: 'neutral' } as const

/** Holds an alert or a message that is pasted against the triggers as they stand, and says which it meets and why. */
export function TriggerTrial({ triggers, tryTriggers }: { triggers: readonly Trigger[]; tryTriggers: TryTriggers }) {
  const t = useTranslations('skill.triggerTrial')
  const [text, setText] = useState('')
  const [tried, setTried] = useState<Tried[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  if (triggers.length === 0) return null
  const run = () =>
    start(async () => {
      const answer = await answerOf(tryTriggers({ triggers: [...triggers], text }), t('unreached'))
      setTried(answer.ok ? answer.value : null)
      setFailure(answer.ok ? null : answer.message)
    })
  return (
    <details className="mt-3 print:hidden">
      <summary className="min-h-6 cursor-pointer text-muted hover:text-ink">{t('title')}</summary>
      <div
        className="mt-2 space-y-2"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          if (text.trim() !== '') run()
        }}
      >
        <Field label={t('text')} hint={t('hint')}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={20_000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button disabled={pending || text.trim() === ''} onClick={run}>
          {pending ? t('trying') : t('try')}
        </Button>
        <div role="status">
          {failure !== null && <p className="text-red-ink">{failure}</p>}
          {tried && (
            <ul className="space-y-1.5">
              {tried.map(({ trigger, state, reason }, index) => (
                <li key={index} className="flex flex-wrap items-baseline gap-x-2">
                  <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
                  <span className="font-medium [overflow-wrap:anywhere]">{trigger}</span>
                  <span className="text-xs text-muted [overflow-wrap:anywhere]">{reason}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </details>
  )
}
