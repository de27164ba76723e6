'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { ControlledItem } from './controlled-item'
import { titleOf } from './item-title'

export type Closing = 'done' | 'wont-do'
export type ClosingAnswer = { closedBy?: string | null; reason?: string | null }

const WORDS = {
  done: {
    title: 'What shows that it is done?',
    label: 'Evidence',
    hint: 'A link to the change, a version, or a few words that somebody can check later.',
    act: 'Mark as done',
    skip: 'Done, no evidence',
    empty: 'Paste a link or write a few words, or say openly that there is no evidence.',
  },
  'wont-do': {
    title: 'Why will nobody do it?',
    label: 'Reason',
    hint: 'When the same incident comes back, this is what people will look for.',
    act: 'Mark as won’t do',
    skip: 'Won’t do, no reason',
    empty: 'Write the reason, or say openly that there is none.',
  },
} as const

/** Asks for the evidence of closure, or for the reason; either can be left out, openly. Enter answers, Escape goes back. */
export function ClosingQuestion(props: {
  item: ControlledItem
  closing: Closing
  answer: (given: ClosingAnswer | null) => void
}) {
  const { item, closing, answer } = props
  const words = WORDS[closing]
  const [text, setText] = useState((closing === 'done' ? item.closedBy : item.reason) ?? '')
  const [error, setError] = useState<string | null>(null)
  const give = (value: string | null) => answer(closing === 'done' ? { closedBy: value } : { reason: value })
  const submit = () => (text.trim() === '' ? setError(words.empty) : give(text.trim()))
  return (
    <Dialog title={words.title} description={titleOf(item)} open onOpenChange={(open) => !open && answer(null)}>
      <form
        method="post"
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Field label={words.label} hint={words.hint} error={error}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={2}
              maxLength={closing === 'done' ? 500 : 1000}
              value={text}
              onChange={(event) => setText(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.shiftKey) return
                event.preventDefault()
                submit()
              }}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => give(null)}>{words.skip}</Button>
          <Button variant="primary" type="submit">
            {words.act}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
