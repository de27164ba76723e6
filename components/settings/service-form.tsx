'use client'
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
import { ROLE_WORDS } from './people-words'

const ROLES = ['viewer', 'editor', 'admin'] as const satisfies readonly Role[]

/** Makes a service: somebody who has tokens and cannot sign in. */
export function ServiceForm(props: { create: (service: { name: string; role: Role }) => Promise<ActionResult<null>> }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const answer = await answerOf(
        props.create({ name, role }),
        'The server did not answer. Look at the list before you try again.',
      )
      if (!answer.ok) return setFailure(answer.message)
      toast.success(`“${name.trim()}” is added. It has no token yet: make one above, for it.`)
      setName('')
      setRole('viewer')
    })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <Field label="New service" error={failure} className="min-w-48 flex-1">
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={80}
            placeholder="deploy bot"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="Role" className="w-40">
        {(control) => (
          <Select
            {...control}
            value={role}
            onChange={(event) => setRole(choiceOf(ROLES, event.target.value) ?? 'viewer')}
          >
            {ROLES.map((option) => (
              <option key={option} value={option}>
                {ROLE_WORDS[option]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" className="mt-5.5" disabled={pending || name.trim() === ''}>
        {pending ? 'Adding…' : 'Add service'}
      </Button>
    </form>
  )
}
