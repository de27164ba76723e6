'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { ActionItemEditing, type UpdateActionItem } from '@/components/action-item/action-item-editing'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { CommandKey } from '@/components/ui/command-key'
import { Field } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { Textarea } from '@/components/ui/textarea'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Recognition } from '@/lib/schema/recognise'
import { RecognitionAnswer } from './recognition-answer'
import type { JudgeAsked } from './verdict-form'

type RecogniseFormProps = {
  initial: { text: string; answer: Recognition | null }
  actions: {
    recognise: (text: string) => Promise<ActionResult<Recognition>>
    updateActionItem: UpdateActionItem
    judge: JudgeAsked
  }
  mayEdit: boolean
}

/** A longer text stays out of the address: proxies and chats cut long links. */
const SHAREABLE_LENGTH = 1500

/** Matches a symptom against everything that is known. */
export function RecogniseForm({ initial, actions, mayEdit }: RecogniseFormProps) {
  const t = useTranslations('recognise.recogniseForm')
  const [text, setText] = useState(initial.text)
  const [answer, setAnswer] = useState(initial.answer)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()

  const ask = () =>
    start(async () => {
      setFailure(null)
      const outcome = await answerOf(actions.recognise(text), t('noAnswer'))
      if (!outcome.ok) return setFailure(outcome.message)
      setAnswer(outcome.value)
      shareInAddress(text)
    })
  return (
    <>
      <div className="rounded-lg border border-line bg-surface p-4">
        <Field label={t('label')} hint={t('hint')} error={failure}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={6}
              className="max-h-[50dvh]"
              placeholder={t('placeholder')}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && text.trim() !== '' && !pending) ask()
              }}
            />
          )}
        </Field>
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <Button variant="primary" disabled={pending || text.trim() === ''} onClick={ask}>
            {t(pending ? 'looking' : 'recognise')}
          </Button>
          <span className="hidden items-center gap-1 text-xs text-faint sm:flex">
            <Kbd>
              <CommandKey />
            </Kbd>
            <Kbd>↵</Kbd>
          </span>
          {text.length > SHAREABLE_LENGTH && <span className="text-xs text-faint">{t('tooLong')}</span>}
        </div>
      </div>
      <div aria-live="polite" className="mt-6">
        {answer && (
          <ActionItemEditing update={actions.updateActionItem} mayEdit={mayEdit}>
            <RecognitionAnswer answer={answer} judge={mayEdit ? actions.judge : null} />
          </ActionItemEditing>
        )}
      </div>
    </>
  )
}

/** Puts a short text into the address, so that the page can be sent to a colleague. */
function shareInAddress(text: string) {
  const params = text.length <= SHAREABLE_LENGTH ? new URLSearchParams({ text }) : null
  window.history.replaceState(null, '', params ? `/recognise?${params}` : '/recognise')
}
