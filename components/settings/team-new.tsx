'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionResult } from '@/lib/schema/action-result'
import type { NewTeam } from '@/lib/schema/team'

/** Makes a team with a name and nobody in it. */
export function TeamNew({ create }: { create: (input: NewTeam) => Promise<ActionResult<{ slug: string }>> }) {
  const t = useTranslations('settings.teamNew')
  const unreached = useTranslations('settings.unreached')
  const [name, setName] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const answer = await answerOf(create({ name }), unreached('form'))
      if (answer.ok) setName('')
      else setFailure(answer.message)
    })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <Field label={t('name')} error={failure} className="min-w-48 flex-1">
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={80}
            placeholder={t('nameExample')}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" className="mt-5.5" disabled={pending || name.trim() === ''}>
        {pending ? t('making') : t('make')}
      </Button>
    </form>
  )
}
