'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** A note on the step that is followed now. */
export function RunNote({ onNote }: { onNote: (text: string) => void }) {
  const t = useTranslations('skill.runNote')
  const [text, setText] = useState('')
  return (
    <form
      method="post"
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '') return
        onNote(text.trim())
        setText('')
        // The keys of the run work again.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      }}
    >
      <Field label={t('label')} className="flex-1">
        {(control) => (
          <Input
            {...control}
            data-run-note
            className="h-10 sm:h-8"
            maxLength={4000}
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
          />
        )}
      </Field>
      <Button type="submit" className="h-10 sm:h-8">
        {t('note')}
      </Button>
    </form>
  )
}
