'use client'
import { useState, useTransition, type FormEvent } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import type { ActionResult } from '@/lib/schema/action-result'
import type { NewTeam } from '@/lib/schema/team'

/** Makes a team with a name and nobody in it. */
export function TeamNew({ create }: { create: (input: NewTeam) => Promise<ActionResult<{ slug: string }>> }) {
  const [name, setName] = useState('')
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      const answer = await answerOf(
        create({ name }),
        'The server did not answer. Look at the list before you try again.',
      )
      if (answer.ok) setName('')
      else setFailure(answer.message)
    })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <Field label="Name" error={failure} className="min-w-48 flex-1">
        {(control) => (
          <Input
            {...control}
            value={name}
            maxLength={80}
            placeholder="On-call"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" className="mt-5.5" disabled={pending || name.trim() === ''}>
        {pending ? 'Making…' : 'Make team'}
      </Button>
    </form>
  )
}
