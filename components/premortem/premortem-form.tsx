'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { CommandKey } from '@/components/ui/command-key'
import { Field } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { Textarea } from '@/components/ui/textarea'
import type { ActionResult } from '@/lib/schema/action-result'
import { PLAN_LIMIT } from '@/lib/schema/premortem'
import { PremortemAnswer, type SaidPremortem } from './premortem-answer'

/** An answer, and the id that it is kept under where the person may keep one. */
export type AskPremortem = (text: string) => Promise<ActionResult<{ id: string | null; answer: SaidPremortem }>>

/** Takes a plan; leads to the page that keeps its answer, or shows it here to those who may only read. */
export function PremortemForm({ text: given, hint, ask }: { text: string; hint: string; ask: AskPremortem }) {
  const t = useTranslations('premortem.premortemForm')
  const router = useRouter()
  const [text, setText] = useState(given)
  const [failure, setFailure] = useState<string | null>(null)
  const [answer, setAnswer] = useState<SaidPremortem | null>(null)
  const [pending, start] = useTransition()
  const isTooLong = text.length > PLAN_LIMIT
  const send = () =>
    start(async () => {
      setFailure(null)
      const outcome = await answerOf(ask(text), t('unreached'))
      if (!outcome.ok) setFailure(outcome.message)
      else if (outcome.value.id !== null) router.push(`/premortem/${outcome.value.id}`)
      else setAnswer(outcome.value.answer)
    })
  const mayAsk = !pending && !isTooLong && text.trim() !== ''
  return (
    <>
      <div className="rounded-lg border border-line bg-surface p-4">
        <Field label={t('label')} hint={hint} error={isTooLong ? t('tooLong') : failure}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={10}
              className="max-h-[55dvh] font-mono text-xs"
              placeholder={t('placeholder')}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && mayAsk) send()
              }}
            />
          )}
        </Field>
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <Button variant="primary" disabled={!mayAsk} onClick={send}>
            {pending ? t('looking') : t('look')}
          </Button>
          <span className="hidden items-center gap-1 text-xs text-faint sm:flex">
            <Kbd>
              <CommandKey />
            </Kbd>
            <Kbd>↵</Kbd>
          </span>
        </div>
      </div>
      <div aria-live="polite" className="mt-6">
        {answer && <PremortemAnswer answer={answer} />}
      </div>
    </>
  )
}
