'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { ControlledItem } from './controlled-item'
import { titleOf } from './item-title'

export type Closing = 'done' | 'wont-do'
export type ClosingAnswer = { closedBy?: string | null; reason?: string | null }

/** Asks for the evidence of closure, or for the reason; either can be left out, openly. Enter answers, Escape goes back. */
export function ClosingQuestion(props: {
  item: ControlledItem
  closing: Closing
  answer: (given: ClosingAnswer | null) => void
}) {
  const { item, closing, answer } = props
  const t = useTranslations('action-item.closingQuestion')
  const [text, setText] = useState((closing === 'done' ? item.closedBy : item.reason) ?? '')
  const [error, setError] = useState<string | null>(null)
  const give = (value: string | null) => answer(closing === 'done' ? { closedBy: value } : { reason: value })
  const submit = () => (text.trim() === '' ? setError(t(`${closing}.empty`)) : give(text.trim()))
  return (
    <Dialog
      title={t(`${closing}.title`)}
      description={titleOf(item)}
      open
      onOpenChange={(open) => !open && answer(null)}
    >
      <form
        method="post"
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Field label={t(`${closing}.label`)} hint={t(`${closing}.hint`)} error={error}>
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
          <Button onClick={() => give(null)}>{t(`${closing}.skip`)}</Button>
          <Button variant="primary" type="submit">
            {t(`${closing}.act`)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
