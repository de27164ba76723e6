'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionResult } from '@/lib/schema/action-result'
import type { NewEndpoint } from '@/lib/schema/webhook'
import { WEBHOOK_EVENT_TYPES, type WebhookEventType } from '@/lib/schema/webhook-events'

type WebhookFormProps = {
  /** What the fields say at first. */
  endpoint: NewEndpoint
  label: string
  save: (endpoint: NewEndpoint) => Promise<ActionResult<unknown>>
  /** Whether the fields are empty again after saving. */
  clears?: boolean
}

/** Where events are told, which, and whether of restricted incidents too. */
export function WebhookForm({ endpoint, label, save, clears = false }: WebhookFormProps) {
  const t = useTranslations('settings.webhookForm')
  const unreached = useTranslations('settings.unreached')
  const [wanted, setWanted] = useState(endpoint)
  const [failure, setFailure] = useState<{ message: string; fields?: Record<string, string> } | null>(null)
  const [isPending, start] = useTransition()
  const change = (patch: Partial<NewEndpoint>) => setWanted({ ...wanted, ...patch })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const answer = await answerOf(save(wanted), unreached('form'))
      if (!answer.ok) return setFailure(answer)
      if (clears) setWanted(endpoint)
    })
  }
  const fields = failure?.fields ?? {}
  const isElsewhere = failure !== null && !fields.name && !fields.url
  return (
    <form method="post" onSubmit={submit} className="space-y-3">
      <div className="flex flex-wrap items-start gap-3">
        <Field label={t('name')} className="w-full sm:w-48" error={fields.name}>
          {(control) => (
            <Input
              {...control}
              value={wanted.name}
              maxLength={80}
              placeholder={t('nameExample')}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('address')} className="min-w-56 flex-1" error={fields.url}>
          {(control) => (
            <Input
              {...control}
              value={wanted.url}
              maxLength={2000}
              inputMode="url"
              placeholder="https://hooks.example.org/hindsight"
              onChange={(event) => change({ url: event.target.value })}
            />
          )}
        </Field>
      </div>
      <EventChoice chosen={wanted.events} choose={(events) => change({ events })} />
      <label className="flex max-w-prose items-start gap-2">
        <input
          type="checkbox"
          className="mt-1 size-4 shrink-0 accent-accent"
          checked={wanted.includesRestricted}
          onChange={(event) => change({ includesRestricted: event.target.checked })}
        />
        <span>{t('restricted')}</span>
      </label>
      {isElsewhere && (
        <p role="alert" className="text-red-ink">
          {failure.message}
        </p>
      )}
      <Button
        type="submit"
        variant="primary"
        disabled={isPending || !wanted.name.trim() || !wanted.url.trim() || wanted.events.length === 0}
      >
        {isPending ? t('saving') : label}
      </Button>
    </form>
  )
}

type EventChoiceProps = { chosen: readonly WebhookEventType[]; choose: (events: WebhookEventType[]) => void }

function EventChoice({ chosen, choose }: EventChoiceProps) {
  const t = useTranslations('settings.webhookForm')
  return (
    <fieldset>
      <legend className="text-xs font-medium text-muted">{t('events')}</legend>
      <ul className="mt-1 grid gap-x-4 gap-y-1 md:grid-cols-2">
        {WEBHOOK_EVENT_TYPES.map((type) => (
          <li key={type}>
            <label className="flex items-start gap-2">
              <input
                type="checkbox"
                className="mt-0.5 size-4 shrink-0 accent-accent"
                checked={chosen.includes(type)}
                onChange={({ target }) =>
                  choose(WEBHOOK_EVENT_TYPES.filter((one) => (one === type ? target.checked : chosen.includes(one))))
                }
              />
              <span className="min-w-0">
                <code className="font-mono text-xs">{type}</code>
                <span className="block text-xs text-faint">{t(`event.${type}`)}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
