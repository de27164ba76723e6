'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionResult } from '@/lib/schema/action-result'

type Add = (input: { channel: string; zone: string }) => Promise<ActionResult<{ name: string; added: boolean }>>

/** Adds a channel to those that are watched, on the clock of who adds it. */
export function NewChannel({ add }: { add: Add }) {
  const t = useTranslations('settings.newChannel')
  const unreached = useTranslations('settings.unreached')
  const [channel, setChannel] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions()
      const answer = await answerOf(add({ channel, zone }), unreached('form'))
      if (!answer.ok) return setFailure(answer.message)
      const { name, added } = answer.value
      toast.success(added ? t('isWatched', { channel: name }) : t('wasWatched', { channel: name }))
      setChannel('')
    })
  }
  return (
    <form method="post" onSubmit={submit} className="flex items-start gap-3">
      <Field label={t('channel')} error={failure} hint={t('hint')} className="min-w-0 flex-1">
        {(control) => (
          <Input
            {...control}
            value={channel}
            maxLength={200}
            placeholder="#incidents"
            onChange={(event) => setChannel(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" className="mt-5.5" disabled={pending || channel.trim() === ''}>
        {pending ? t('asking') : t('watch')}
      </Button>
    </form>
  )
}
