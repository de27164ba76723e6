'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'
import type { RunOutcome } from '@/lib/schema/skill-run'
import { RUN_OUTCOMES } from '@/lib/schema/skill-run-choices'

type RunEndProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  onEnd: (outcome: RunOutcome | null, note: string | null) => void
}

const ENDINGS = [...RUN_OUTCOMES, 'left'] as const

/** How a run ended, and what did not fit. */
export function RunEnd({ open, onOpenChange, onEnd }: RunEndProps) {
  const t = useTranslations('skill.runEnd')
  const [chosen, setChosen] = useState<(typeof ENDINGS)[number]>('worked')
  const [note, setNote] = useState('')
  const asks = chosen === 'failed' || chosen === 'outdated'
  return (
    <Dialog title={t('title')} open={open} onOpenChange={onOpenChange}>
      <form
        method="post"
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          onEnd(chosen === 'left' ? null : chosen, note.trim() || null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        }}
      >
        <fieldset className="space-y-1">
          <legend className="sr-only">{t('title')}</legend>
          {ENDINGS.map((ending) => (
            <label key={ending} className="flex min-h-10 items-baseline gap-2 rounded-md px-2 py-1.5 hover:bg-hover">
              <input
                type="radio"
                name="ending"
                data-first-focus={chosen === ending ? '' : undefined}
                className="accent-accent"
                checked={chosen === ending}
                onChange={() => setChosen(ending)}
              />
              <span>
                <span className="font-medium">{t(`endings.${ending}`)}</span>{' '}
                <span className="text-muted">{t(`hints.${ending}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Field label={asks ? t('whatDidNotFit') : t('note')} hint={asks ? t('whatDidNotFitHint') : undefined}>
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={4000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{t('goOn')}</Button>
          <Button type="submit" variant="primary">
            {t('end')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
