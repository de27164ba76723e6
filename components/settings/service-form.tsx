'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import { choiceOf } from '@/lib/schema/choices'
import type { Role } from '@/lib/schema/viewer'

const ROLES = ['viewer', 'editor', 'admin'] as const satisfies readonly Role[]

/** Makes a service: somebody who has tokens and cannot sign in. */
export function ServiceForm(props: { create: (service: { name: string; role: Role }) => Promise<ActionResult<null>> }) {
  const t = useTranslations('settings.serviceForm')
  const unreached = useTranslations('settings.unreached')
  const roleLabels = useTranslations('labels.role')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const answer = await answerOf(props.create({ name, role }), unreached('form'))
      if (!answer.ok) return setFailure(answer.message)
      toast.success(t('isAdded', { name: name.trim() }))
      setName('')
      setRole('viewer')
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
      <Field label={t('role')} className="w-40">
        {(control) => (
          <Select
            {...control}
            value={role}
            onChange={(event) => setRole(choiceOf(ROLES, event.target.value) ?? 'viewer')}
          >
            {ROLES.map((option) => (
              <option key={option} value={option}>
                {roleLabels(option)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" className="mt-5.5" disabled={pending || name.trim() === ''}>
        {pending ? t('adding') : t('add')}
      </Button>
    </form>
  )
}
