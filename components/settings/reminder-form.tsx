'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useId, useState, useTransition, type FormEvent } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ReminderChoice, ReminderPreference } from '@/lib/schema/reminder-preference'
import { WEEKDAYS } from './weekdays'

type ReminderFormProps = {
  preference: ReminderPreference
  /** Whether the person has chosen this; else it is what holds without a choice. */
  isChosen: boolean
  /** By which ways anybody can be told here. */
  reach: { mail: boolean; slack: boolean }
  save: (choice: ReminderChoice) => Promise<ActionResult<null>>
}

type Change = (patch: Partial<ReminderPreference>) => void

/** When and how somebody is told of what is theirs. */
export function ReminderForm({ preference, isChosen, reach, save }: ReminderFormProps) {
  const t = useTranslations('settings.reminderForm')
  const [wanted, setWanted] = useState(preference)
  const [failure, setFailure] = useState<{ message: string; fields?: Record<string, string> } | null>(null)
  const [isPending, start] = useTransition()
  const change: Change = (patch) => setWanted((now) => ({ ...now, ...patch }))
  useEffect(() => {
    // The browser's own clock is the likeliest; it counts when it is saved.
    if (preference.zone === null) setWanted((now) => ({ ...now, zone: now.zone ?? browserZone() }))
  }, [preference.zone])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const answer = await answerOf(save({ ...wanted, zone: wanted.zone ?? '' }), t('unreached'))
      if (answer.ok) toast.success(t('isSaved'))
      else setFailure(answer)
    })
  }
  return (
    <form method="post" onSubmit={submit} className="space-y-4">
      {!isChosen && <p className="max-w-prose text-muted">{t('notChosen')}</p>}
      <Ways wanted={wanted} change={change} reach={reach} />
      <Hours wanted={wanted} change={change} error={failure?.fields?.zone ?? null} />
      <Digest wanted={wanted} change={change} isPossible={reach.mail} />
      {failure && (
        <p role="alert" className="text-red-ink">
          {failure.message}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={isPending || wanted.weekdays.length === 0}>
        {isPending ? t('saving') : t('save')}
      </Button>
    </form>
  )
}

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

type PartProps = { wanted: ReminderPreference; change: Change }

function Ways({ wanted, change, reach }: PartProps & { reach: ReminderFormProps['reach'] }) {
  const t = useTranslations('settings.reminderForm')
  const { byMail, bySlack } = wanted
  const notes = [
    byMail && bySlack && t('toldByBoth'),
    !byMail && !bySlack && t('notReminded'),
    byMail && !reach.mail && t('noMailServer'),
    bySlack && !reach.slack && t('noSlack'),
    bySlack && t('slackHours'),
  ]
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 text-xs font-medium text-muted">{t('how')}</legend>
      <Check label={t('byMail')} checked={byMail} set={(value) => change({ byMail: value })} />
      <Check label={t('inSlack')} checked={bySlack} set={(value) => change({ bySlack: value })} />
      <p className="max-w-prose text-xs text-faint">{notes.filter((note) => note !== false).join(' ')}</p>
    </fieldset>
  )
}

function Check({ label, checked, set }: { label: string; checked: boolean; set: (value: boolean) => void }) {
  return (
    <label className="flex w-fit items-center gap-2">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-accent"
        checked={checked}
        onChange={(event) => set(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  )
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`

function HourSelect(props: { label: string; value: number; first: number; set: (hour: number) => void }) {
  return (
    <Field label={props.label} className="w-24">
      {(control) => (
        <Select {...control} value={props.value} onChange={(event) => props.set(Number(event.target.value))}>
          {Array.from({ length: 24 }, (_, index) => index + props.first).map((hour) => (
            <option key={hour} value={hour}>
              {clock(hour)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function Hours({ wanted, change, error }: PartProps & { error: string | null }) {
  const t = useTranslations('settings.reminderForm')
  const weekdayNames = useTranslations('settings.weekdays')
  const { fromHour, toHour, weekdays } = wanted
  const notes = [
    weekdays.length === 0 && t('chooseDay'),
    toHour <= fromHour && t('untilNextDay', { hour: clock(toHour) }),
    t('outside'),
  ]
  const toggle = (day: number, on: boolean) =>
    change({ weekdays: on ? [...weekdays, day].toSorted((a, b) => a - b) : weekdays.filter((one) => one !== day) })
  return (
    <fieldset className="space-y-3">
      <legend className="mb-1 text-xs font-medium text-muted">{t('when')}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {WEEKDAYS.map((name, index) => (
          <Check
            key={name}
            label={weekdayNames(name)}
            checked={weekdays.includes(index + 1)}
            set={(on) => toggle(index + 1, on)}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <HourSelect label={t('from')} value={fromHour} first={0} set={(hour) => change({ fromHour: hour })} />
        <HourSelect label={t('until')} value={toHour} first={1} set={(hour) => change({ toHour: hour })} />
        <Zone zone={wanted.zone ?? ''} error={error} set={(zone) => change({ zone })} />
      </div>
      <p className="max-w-prose text-xs text-faint" aria-live="polite">
        {notes.filter((note) => note !== false).join(' ')}
      </p>
    </fieldset>
  )
}

function Zone({ zone, error, set }: { zone: string; error: string | null; set: (zone: string) => void }) {
  const t = useTranslations('settings.reminderForm')
  // Those that this browser knows, which may not be the server's.
  const [zones, setZones] = useState<string[]>([])
  const list = useId()
  return (
    <Field label={t('zone')} className="w-56" error={error}>
      {(control) => (
        <>
          <Input
            {...control}
            list={list}
            value={zone}
            maxLength={64}
            placeholder="Europe/Berlin"
            onFocus={() => setZones(Intl.supportedValuesOf('timeZone'))}
            onChange={(event) => set(event.target.value)}
          />
          <datalist id={list}>
            {zones.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}

function Digest({ wanted, change, isPossible }: PartProps & { isPossible: boolean }) {
  const t = useTranslations('settings.reminderForm')
  const weekdayNames = useTranslations('settings.weekdays')
  return (
    <fieldset className="space-y-3">
      <legend className="mb-1 text-xs font-medium text-muted">{t('week')}</legend>
      <Check label={t('digest')} checked={wanted.digest} set={(digest) => change({ digest })} />
      <p className="max-w-prose text-xs text-faint">
        {t('digestHint')}
        {wanted.digest && !isPossible && ` ${t('digestNoMailServer')}`}
      </p>
      {wanted.digest && (
        <div className="flex flex-wrap items-start gap-3">
          <Field label={t('day')} className="w-36">
            {(control) => (
              <Select
                {...control}
                value={wanted.digestWeekday}
                onChange={(event) => change({ digestWeekday: Number(event.target.value) })}
              >
                {WEEKDAYS.map((name, index) => (
                  <option key={name} value={index + 1}>
                    {weekdayNames(name)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <HourSelect
            label={t('hour')}
            value={wanted.digestHour}
            first={0}
            set={(digestHour) => change({ digestHour })}
          />
        </div>
      )}
    </fieldset>
  )
}
