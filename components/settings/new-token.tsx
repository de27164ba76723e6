'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { ActionResult } from '@/lib/schema/action-result'
import { choiceOf, SCOPE_CHOICES } from '@/lib/schema/choices'
import type { Scope } from '@/lib/schema/viewer'
import { TokenSecret } from './token-secret'

/** `days` null for a token without an end; `service` null for one of one's own. */
export type TokenWish = { name: string; scope: Scope; days: number | null; service: string | null }

type NewTokenProps = {
  /** The scopes that this person may give. */
  scopes: Scope[]
  /** Services that it can be for, with the scopes of their role; none but for administrators. */
  services: { id: string; name: string; scopes: Scope[] }[]
  mayNeverEnd: boolean
  /** Instant at which whatever is made in a break-glass session ends. */
  endsAtLatest: string | null
  create: (wish: TokenWish) => Promise<ActionResult<{ secret: string }>>
}

const LIFETIMES = [30, 90, 365]

/** Makes an API token and shows its secret, this once. */
export function NewToken({ scopes, services, mayNeverEnd, endsAtLatest, create }: NewTokenProps) {
  const t = useTranslations('settings.newToken')
  const unreached = useTranslations('settings.unreached')
  const [wish, setWish] = useState<TokenWish>({ name: '', scope: 'read', days: 90, service: null })
  const [secret, setSecret] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const allowed = services.find(({ id }) => id === wish.service)?.scopes ?? scopes
  const scope = allowed.includes(wish.scope) ? wish.scope : 'read'

  const submit = (event: FormEvent) => {
    event.preventDefault()
    start(async () => {
      setFailure(null)
      setSecret(null)
      const answer = await answerOf(create({ ...wish, scope }), unreached('form'))
      if (!answer.ok) return setFailure(answer.message)
      setSecret(answer.value.secret)
      setWish({ ...wish, name: '' })
    })
  }
  return (
    <form method="post" onSubmit={submit} className="space-y-3">
      <div className="flex flex-wrap items-start gap-3">
        <Field label={t('name')} error={failure} className="min-w-48 flex-1">
          {(control) => (
            <Input
              {...control}
              value={wish.name}
              maxLength={80}
              placeholder={t('nameExample')}
              onChange={(event) => setWish({ ...wish, name: event.target.value })}
            />
          )}
        </Field>
        {services.length > 0 && (
          <Field label={t('for')} className="w-40">
            {(control) => (
              <Select
                {...control}
                value={wish.service ?? ''}
                onChange={(event) => setWish({ ...wish, service: event.target.value || null })}
              >
                <option value="">{t('yourself')}</option>
                {services.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={t('rights')} className="w-40">
          {(control) => (
            <Select
              {...control}
              value={scope}
              onChange={(event) => setWish({ ...wish, scope: choiceOf(SCOPE_CHOICES, event.target.value) ?? 'read' })}
            >
              {allowed.map((option) => (
                <option key={option} value={option}>
                  {t(`scope.${option}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {endsAtLatest === null && (
          <EndField days={wish.days} mayNeverEnd={mayNeverEnd} onChange={(days) => setWish({ ...wish, days })} />
        )}
        <Button type="submit" variant="primary" className="mt-5.5" disabled={pending || wish.name.trim() === ''}>
          {pending ? t('creating') : t('create')}
        </Button>
      </div>
      {secret && <TokenSecret secret={secret}>{t('copyNow')}</TokenSecret>}
    </form>
  )
}

type EndFieldProps = { days: number | null; mayNeverEnd: boolean; onChange: (days: number | null) => void }

function EndField({ days, mayNeverEnd, onChange }: EndFieldProps) {
  const t = useTranslations('settings.newToken')
  return (
    <Field label={t('ends')} className="w-36" hint={days === null ? t('endless') : undefined}>
      {(control) => (
        <Select
          {...control}
          value={days ?? ''}
          onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
        >
          {LIFETIMES.map((option) => (
            <option key={option} value={option}>
              {t('inDays', { days: option })}
            </option>
          ))}
          {mayNeverEnd && <option value="">{t('never')}</option>}
        </Select>
      )}
    </Field>
  )
}
