'use client'
import { unstable_rethrow } from 'next/navigation'
import { useState, useTransition, type FormEvent } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import { choiceOf, SCOPE_CHOICES } from '@/lib/schema/choices'
import type { Scope } from '@/lib/schema/viewer'

type NewTokenProps = {
  /** The scopes that this person may give. */
  scopes: Scope[]
  create: (input: { name: string; scope: Scope; days: number | null }) => Promise<ActionResult<{ secret: string }>>
}

const SCOPE_WORDS: Record<Scope, string> = { read: 'Read', write: 'Read and write', admin: 'Administer' }
const LIFETIMES = [30, 90, 365]

/** Makes an API token and shows its secret, this once. */
export function NewToken({ scopes, create }: NewTokenProps) {
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Scope>('read')
  const [days, setDays] = useState<number | null>(90)
  const [secret, setSecret] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      setSecret(null)
      try {
        const answer = await create({ name, scope, days })
        if (!answer.ok) return setFailure(answer.message)
        setSecret(answer.value.secret)
        setName('')
      } catch (error) {
        unstable_rethrow(error)
        setFailure('The server did not answer. Look at the list before you try again.')
      }
    })
  }
  return (
    <form onSubmit={submit} className="space-y-3">
      <div className="flex flex-wrap items-start gap-3">
        <Field label="Name" error={failure} className="min-w-48 flex-1">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={80}
              placeholder="on-call bot"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Rights" className="w-40">
          {(control) => (
            <Select
              {...control}
              value={scope}
              onChange={(event) => setScope(choiceOf(SCOPE_CHOICES, event.target.value) ?? 'read')}
            >
              {scopes.map((option) => (
                <option key={option} value={option}>
                  {SCOPE_WORDS[option]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Ends" className="w-36">
          {(control) => (
            <Select
              {...control}
              value={days ?? ''}
              onChange={(event) => setDays(event.target.value === '' ? null : Number(event.target.value))}
            >
              {LIFETIMES.map((option) => (
                <option key={option} value={option}>
                  in {option} days
                </option>
              ))}
              <option value="">never</option>
            </Select>
          )}
        </Field>
        <Button type="submit" variant="primary" className="mt-5.5" disabled={pending || name.trim() === ''}>
          {pending ? 'Creating…' : 'Create token'}
        </Button>
      </div>
      {secret && (
        <div role="status" className="rounded-md border border-green-line bg-green-tint px-3 py-2 text-green-ink">
          <p>Copy the token now: it is shown this once.</p>
          <p className="mt-1 flex flex-wrap items-center gap-2">
            <code className="font-mono text-xs [overflow-wrap:anywhere] text-ink">{secret}</code>
            <CopyButton text={secret} label="Copy the token" />
          </p>
        </div>
      )}
    </form>
  )
}
