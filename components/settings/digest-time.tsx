'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { WatchedChannelPatch, WatchedChannelView } from '@/lib/schema/reminder'
import { WEEKDAYS } from './weekdays'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

/** When the digest comes, and on which clock the channel lives. */
export function DigestTime(props: {
  channel: WatchedChannelView
  disabled: boolean
  save: (patch: WatchedChannelPatch) => void
}) {
  const { channel, disabled, save } = props
  const t = useTranslations('settings.digestTime')
  const weekdays = useTranslations('settings.weekdays')
  return (
    <div className="flex flex-wrap items-center gap-2">
      {channel.digest && (
        <>
          <span className="w-32">
            <Select
              aria-label={t('day', { channel: channel.name })}
              value={channel.digestWeekday}
              disabled={disabled}
              onChange={(event) => save({ digestWeekday: Number(event.target.value) })}
            >
              {WEEKDAYS.map((day, index) => (
                <option key={day} value={index + 1}>
                  {weekdays(day)}
                </option>
              ))}
            </Select>
          </span>
          <span className="w-24">
            <Select
              aria-label={t('hour', { channel: channel.name })}
              value={channel.digestHour}
              disabled={disabled}
              onChange={(event) => save({ digestHour: Number(event.target.value) })}
            >
              {HOURS.map((hour) => (
                <option key={hour} value={hour}>
                  {String(hour).padStart(2, '0')}:00
                </option>
              ))}
            </Select>
          </span>
        </>
      )}
      <Zone
        key={channel.zone}
        zone={channel.zone}
        label={t('zone', { channel: channel.name })}
        disabled={disabled}
        save={save}
      />
    </div>
  )
}

/** A zone by its name; saved when the field is left or with Enter, put back with Escape. */
function Zone(props: { zone: string; label: string; disabled: boolean; save: (patch: WatchedChannelPatch) => void }) {
  const { zone, label, disabled, save } = props
  const [typed, setTyped] = useState(zone)
  // Those that this browser knows, which may not be the server's.
  const [zones, setZones] = useState<string[]>([])
  const list = useId()
  const keep = () => {
    const next = typed.trim()
    if (next === '') setTyped(zone)
    else if (next !== zone) save({ zone: next })
  }
  return (
    <span className="w-44">
      <Input
        aria-label={label}
        list={list}
        value={typed}
        disabled={disabled}
        onFocus={() => setZones(Intl.supportedValuesOf('timeZone'))}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setTyped(zone)
        }}
      />
      <datalist id={list}>
        {zones.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </span>
  )
}
