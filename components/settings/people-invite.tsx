'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { NewAccount, ShownInvitation } from '@/lib/schema/account'
import type { ActionResult } from '@/lib/schema/action-result'
import { choiceOf, ROLE_CHOICES } from '@/lib/schema/choices'
import type { Role } from '@/lib/schema/viewer'

/** Makes an account and shows the link to hand over, this once. */
export function PeopleInvite({ invite }: { invite: (input: NewAccount) => Promise<ActionResult<ShownInvitation>> }) {
  const t = useTranslations('settings.peopleInvite')
  const unreached = useTranslations('settings.unreached')
  const roleLabels = useTranslations('labels.role')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [made, setMade] = useState<(ShownInvitation & { email: string }) | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()

  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      setMade(null)
      const answer = await answerOf(invite({ email: email.trim(), role }), unreached('form'))
      if (!answer.ok) return setFailure(answer.message)
      setMade({ email: email.trim(), ...answer.value })
      setEmail('')
      // The next one is not an administrator by oversight.
      setRole('viewer')
    })
  }
  return (
    <form method="post" onSubmit={submit} className="space-y-3">
      <div className="flex flex-wrap items-start gap-3">
        <Field label={t('email')} error={failure} className="min-w-48 flex-1">
          {(control) => (
            <Input
              {...control}
              type="email"
              value={email}
              maxLength={254}
              autoComplete="off"
              placeholder="maya@example.com"
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('role')} hint={t('roleHint')} className="w-48">
          {(control) => (
            <Select
              {...control}
              value={role}
              onChange={(event) => setRole(choiceOf(ROLE_CHOICES, event.target.value) ?? 'viewer')}
            >
              {ROLE_CHOICES.map((option) => (
                <option key={option} value={option}>
                  {roleLabels(option)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" variant="primary" className="mt-5.5" disabled={pending || email.trim() === ''}>
          {pending ? t('inviting') : t('invite')}
        </Button>
      </div>
      {made ? <InvitationLink {...made} /> : null}
    </form>
  )
}

/** The link of an invitation, to be handed over. */
export function InvitationLink({ email, link, mailed }: ShownInvitation & { email: string }) {
  const t = useTranslations('settings.peopleInvite')
  return (
    <div role="status" className="rounded-md border border-green-line bg-green-tint px-3 py-2 text-green-ink">
      <p>{t(`told.${mailed}`, { email })}</p>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <code className="font-mono text-xs [overflow-wrap:anywhere] text-ink">{link}</code>
        <CopyButton text={link} label={t('copy')} />
      </p>
    </div>
  )
}
