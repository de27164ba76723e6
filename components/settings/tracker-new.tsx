'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import type { NewTrackerProject, TrackerKind } from '@/lib/schema/tracker'
import { TRACKER_KINDS, TRACKER_NAMES } from '@/lib/schema/tracker-choices'

type TrackerNewProps = {
  /** Trackers that there are tokens for. */
  kinds: TrackerKind[]
  add: (project: NewTrackerProject) => Promise<ActionResult<unknown>>
}

/** Adds a project, which its tracker has to show first. */
export function TrackerNew({ kinds, add }: TrackerNewProps) {
  const t = useTranslations('settings.trackerNew')
  const unreached = useTranslations('settings.unreached')
  const [kind, setKind] = useState<TrackerKind>(kinds[0] ?? 'github')
  const [key, setKey] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [isPending, start] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const answer = await answerOf(add({ kind, key }), unreached('form'))
      if (answer.ok) setKey('')
      else setFailure(answer.message)
    })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <Field label={t('tracker')} className="w-36">
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={(event) => setKind(TRACKER_KINDS.find((one) => one === event.target.value) ?? kind)}
          >
            {kinds.map((one) => (
              <option key={one} value={one}>
                {TRACKER_NAMES[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t(`key.${kind}`)} className="min-w-40 flex-1 sm:max-w-64" error={failure}>
        {(control) => (
          <Input
            {...control}
            value={key}
            maxLength={140}
            placeholder={t(`example.${kind}`)}
            autoComplete="off"
            onChange={(event) => setKey(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" className="mt-5" disabled={isPending || !key.trim()}>
        {isPending ? t('asking') : t('add')}
      </Button>
    </form>
  )
}
