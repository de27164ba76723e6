'use client'
import { unstable_rethrow } from 'next/navigation'
import { useState, useTransition } from 'react'
import { ActionItemEditing, type UpdateActionItem } from '@/components/action-item/action-item-editing'
import { Button } from '@/components/ui/button'
import { CommandKey } from '@/components/ui/command-key'
import { Field } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { Textarea } from '@/components/ui/textarea'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Premortem, Recognition } from '@/lib/schema/recognise'
import { PremortemAnswer } from './premortem-answer'
import { RecognitionAnswer } from './recognition-answer'

export type RecogniseMode = 'recognise' | 'premortem'
export type RecogniseAnswer = { mode: 'recognise'; value: Recognition } | { mode: 'premortem'; value: Premortem }

type RecogniseFormProps = {
  initial: { mode: RecogniseMode; text: string; answer: RecogniseAnswer | null }
  actions: {
    recognise: (text: string) => Promise<ActionResult<Recognition>>
    premortem: (text: string) => Promise<ActionResult<Premortem>>
    updateActionItem: UpdateActionItem
  }
  mayEdit: boolean
}

/** A longer text stays out of the address: proxies and chats cut long links. */
const SHAREABLE_LENGTH = 1500

const MODES = [
  {
    mode: 'recognise',
    label: 'Something is wrong',
    field: 'Alert, symptom or log lines',
    placeholder: 'Paste what you see: the alert, the error message, what users say.',
    button: 'Recognise',
  },
  {
    mode: 'premortem',
    label: 'Something will change',
    field: 'The planned change',
    placeholder: 'Describe what is going to be changed, in which order, on what.',
    button: 'Look for what went wrong before',
  },
] as const

/** Matches a symptom, or a plan, against everything that is known. */
export function RecogniseForm({ initial, actions, mayEdit }: RecogniseFormProps) {
  const [mode, setMode] = useState(initial.mode)
  const [text, setText] = useState(initial.text)
  const [answer, setAnswer] = useState(initial.answer)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const words = MODES.find((candidate) => candidate.mode === mode) ?? MODES[0]

  const ask = () =>
    start(async () => {
      setFailure(null)
      const outcome = await askFor(mode, text, actions)
      if (!outcome.ok) return setFailure(outcome.message)
      setAnswer(outcome.value)
      shareInAddress(mode, text)
    })
  return (
    <>
      <div className="rounded-lg border border-line bg-surface p-4">
        <div
          role="group"
          aria-label="What is it about"
          className="mb-3 inline-flex rounded-md border border-line-strong p-px"
        >
          {MODES.map((option) => (
            <button
              key={option.mode}
              type="button"
              aria-pressed={mode === option.mode}
              className="h-7 rounded-[5px] px-3 text-sm text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:font-medium aria-pressed:text-ink"
              onClick={() => {
                setMode(option.mode)
                setAnswer(null)
                setFailure(null)
              }}
            >
              {option.label}
            </button>
          ))}
        </div>
        <Field label={words.field} error={failure}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={6}
              className="max-h-[50dvh]"
              placeholder={words.placeholder}
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
            {pending ? 'Looking…' : words.button}
          </Button>
          <span className="hidden items-center gap-1 text-xs text-faint sm:flex">
            <Kbd>
              <CommandKey />
            </Kbd>
            <Kbd>↵</Kbd>
          </span>
          {text.length > SHAREABLE_LENGTH && (
            <span className="text-xs text-faint">Too long to be shared by its address.</span>
          )}
        </div>
      </div>
      <div aria-live="polite" className="mt-6">
        {answer && (
          <ActionItemEditing update={actions.updateActionItem} mayEdit={mayEdit}>
            {answer.mode === 'recognise' ? (
              <RecognitionAnswer answer={answer.value} />
            ) : (
              <PremortemAnswer answer={answer.value} />
            )}
          </ActionItemEditing>
        )}
      </div>
    </>
  )
}

async function askFor(
  mode: RecogniseMode,
  text: string,
  actions: RecogniseFormProps['actions'],
): Promise<ActionResult<RecogniseAnswer>> {
  try {
    if (mode === 'recognise') {
      const result = await actions.recognise(text)
      return result.ok ? { ok: true, value: { mode, value: result.value } } : result
    }
    const result = await actions.premortem(text)
    return result.ok ? { ok: true, value: { mode, value: result.value } } : result
  } catch (error) {
    unstable_rethrow(error)
    return { ok: false, code: 'unavailable', message: 'The server did not answer. Try again.' }
  }
}

/** Puts a short text into the address, so that the page can be sent to a colleague. */
function shareInAddress(mode: RecogniseMode, text: string) {
  const params =
    text.length <= SHAREABLE_LENGTH ? new URLSearchParams({ ...(mode === 'premortem' && { mode }), text }) : null
  window.history.replaceState(null, '', params ? `/recognise?${params}` : '/recognise')
}
