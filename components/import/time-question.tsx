'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import type { TimeAnswer } from './source-choice'

/**
 * Asks once for the date and the zone of a pasted conversation: a chat shows the hour and leaves out the rest. The zone of the
 * reader is offered, since a chat shows times on the clock of whoever copies them.
 */
export function TimeQuestion({
  busy,
  edited,
  onAnswer,
}: {
  busy: boolean
  /** Corrections were made that reading the text again would lose. */
  edited: boolean
  onAnswer: (answer: TimeAnswer) => void
}) {
  const t = useTranslations('import.timeQuestion')
  const id = useId()
  const [date, setDate] = useState('')
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  return (
    <form
      method="post"
      aria-label={t('title')}
      className="rounded-lg border border-amber-line bg-amber-tint px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        onAnswer({ date: date || null, zone: zone.trim() || null })
      }}
    >
      <p className="mb-2 font-medium text-amber-ink">{t('question')}</p>
      <div className="flex flex-wrap items-end gap-2">
        <div>
          <label htmlFor={`${id}-date`} className="block text-xs text-amber-ink">
            {t('day')}
          </label>
          <Input
            id={`${id}-date`}
            type="date"
            className="w-40"
            value={date}
            onChange={(event) => setDate(event.target.value)}
          />
        </div>
        <div>
          <label htmlFor={`${id}-zone`} className="block text-xs text-amber-ink">
            {t('zone')}
          </label>
          <Input
            id={`${id}-zone`}
            className="w-48"
            placeholder={t('zoneExample')}
            value={zone}
            onChange={(event) => setZone(event.target.value)}
          />
        </div>
        <Button type="submit" disabled={busy || (!date && !zone.trim())}>
          {busy ? t('reading') : t('place')}
        </Button>
      </div>
      {edited && <p className="mt-1.5 text-xs text-amber-ink">{t('correctionsLost')}</p>}
    </form>
  )
}
