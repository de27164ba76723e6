'use client'
import { useEffect, useId, useState, useTransition, type FormEvent } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ReminderChoice, ReminderPreference } from '@/lib/schema/reminder-preference'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

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
      const answer = await answerOf(
        save({ ...wanted, zone: wanted.zone ?? '' }),
        'The server did not answer. Load the page again before you try again.',
      )
      if (answer.ok) toast.success('Your reminders are saved')
      else setFailure(answer)
    })
  }
  return (
    <form method="post" onSubmit={submit} className="space-y-4">
      {!isChosen && (
        <p className="max-w-prose text-muted">You have not chosen yet: this is what holds until you save.</p>
      )}
      <Ways wanted={wanted} change={change} reach={reach} />
      <Hours wanted={wanted} change={change} error={failure?.fields?.zone ?? null} />
      <Digest wanted={wanted} change={change} isPossible={reach.mail} />
      {failure && (
        <p role="alert" className="text-red-ink">
          {failure.message}
        </p>
      )}
      <Button type="submit" variant="primary" disabled={isPending || wanted.weekdays.length === 0}>
        {isPending ? 'Saving…' : 'Save'}
      </Button>
    </form>
  )
}

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

type PartProps = { wanted: ReminderPreference; change: Change }

function Ways({ wanted, change, reach }: PartProps & { reach: ReminderFormProps['reach'] }) {
  const { byMail, bySlack } = wanted
  return (
    <fieldset className="space-y-1">
      <legend className="mb-1 text-xs font-medium text-muted">How</legend>
      <Check label="By mail" checked={byMail} set={(value) => change({ byMail: value })} />
      <Check label="In Slack" checked={bySlack} set={(value) => change({ bySlack: value })} />
      <p className="max-w-prose text-xs text-faint">
        {byMail && bySlack && 'You are told of each thing by both. '}
        {!byMail && !bySlack && 'You are not reminded, and nobody else is in your stead. '}
        {byMail && !reach.mail && 'No mail is sent until Hindsight has a mail server. '}
        {bySlack && !reach.slack && 'Nothing is sent to Slack until it is connected. '}
        {bySlack && 'Slack tells of what is overdue, Monday to Friday from 8 to 18 on your clock there.'}
      </p>
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
  const { fromHour, toHour, weekdays } = wanted
  const toggle = (day: number, on: boolean) =>
    change({ weekdays: on ? [...weekdays, day].toSorted((a, b) => a - b) : weekdays.filter((one) => one !== day) })
  return (
    <fieldset className="space-y-3">
      <legend className="mb-1 text-xs font-medium text-muted">Mails when</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {WEEKDAYS.map((name, index) => (
          <Check key={name} label={name} checked={weekdays.includes(index + 1)} set={(on) => toggle(index + 1, on)} />
        ))}
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <HourSelect label="From" value={fromHour} first={0} set={(hour) => change({ fromHour: hour })} />
        <HourSelect label="Until" value={toHour} first={1} set={(hour) => change({ toHour: hour })} />
        <Zone zone={wanted.zone ?? ''} error={error} set={(zone) => change({ zone })} />
      </div>
      <p className="max-w-prose text-xs text-faint" aria-live="polite">
        {weekdays.length === 0 && 'Choose at least one day, or switch both ways off. '}
        {toHour <= fromHour && `Until ${clock(toHour)} of the next day. `}
        What falls outside of these hours waits for them.
      </p>
    </fieldset>
  )
}

function Zone({ zone, error, set }: { zone: string; error: string | null; set: (zone: string) => void }) {
  // Those that this browser knows, which may not be the server's.
  const [zones, setZones] = useState<string[]>([])
  const list = useId()
  return (
    <Field label="Time zone of your clock" className="w-56" error={error}>
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
  return (
    <fieldset className="space-y-3">
      <legend className="mb-1 text-xs font-medium text-muted">Your week</legend>
      <Check label="A weekly digest by mail" checked={wanted.digest} set={(digest) => change({ digest })} />
      <p className="max-w-prose text-xs text-faint">
        What is due and overdue, what let something happen again, skills of yours that go stale, and new incidents with
        patterns of yours. Without anything to tell there is no mail.
        {wanted.digest && !isPossible && ' None is sent until Hindsight has a mail server.'}
      </p>
      {wanted.digest && (
        <div className="flex flex-wrap items-start gap-3">
          <Field label="Day" className="w-36">
            {(control) => (
              <Select
                {...control}
                value={wanted.digestWeekday}
                onChange={(event) => change({ digestWeekday: Number(event.target.value) })}
              >
                {WEEKDAYS.map((name, index) => (
                  <option key={name} value={index + 1}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <HourSelect label="Hour" value={wanted.digestHour} first={0} set={(digestHour) => change({ digestHour })} />
        </div>
      )}
    </fieldset>
  )
}
