'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ActionResult } from '@/lib/schema/action-result'
import type { NewEndpoint } from '@/lib/schema/webhook'
import { ShownOnce } from './shown-once'
import { WebhookForm } from './webhook-form'

const EMPTY: NewEndpoint = { name: '', url: '', events: ['incident.created'], includesRestricted: false }

/** Adds an endpoint and shows its secret, this once. */
export function WebhookNew({ add }: { add: (endpoint: NewEndpoint) => Promise<ActionResult<{ secret: string }>> }) {
  const t = useTranslations('settings.webhookNew')
  const [secret, setSecret] = useState<string | null>(null)
  const save = async (endpoint: NewEndpoint) => {
    const answer = await add(endpoint)
    setSecret(answer.ok ? answer.value.secret : null)
    return answer
  }
  return (
    <div className="space-y-3">
      <WebhookForm endpoint={EMPTY} label={t('add')} save={save} clears />
      {secret && <ShownOnce note={t('note')} secrets={[{ copyLabel: t('copy'), text: secret }]} />}
    </div>
  )
}
