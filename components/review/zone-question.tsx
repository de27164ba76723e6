'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

/** Zones that people name; others and offsets are understood as well. */
const OFFERED = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Moscow',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Asia/Seoul',
  'Australia/Sydney',
]

type ZoneQuestionProps = { /** Of the input. */ id: string; busy: boolean; onChoose: (zone: string) => void }

/** Asks once for the zone of all times of a document; daylight saving time is that of each day. */
export function ZoneQuestion({ id, busy, onChoose }: ZoneQuestionProps) {
  const t = useTranslations('review.zoneQuestion')
  const [typed, setTyped] = useState('')
  const zone = typed.trim()
  return (
    <form
      method="post"
      className="rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-sm"
      onSubmit={(event) => {
        event.preventDefault()
        if (zone) onChoose(zone)
      }}
    >
      <label htmlFor={id} className="font-medium text-amber-ink">
        {t('question')}
      </label>
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        <Input
          id={id}
          list={`${id}-zones`}
          className="w-56"
          placeholder={t('placeholder')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <datalist id={`${id}-zones`}>
          {OFFERED.map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </datalist>
        <Button type="submit" disabled={!zone || busy}>
          {t('setAll')}
        </Button>
      </div>
    </form>
  )
}
