'use client'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { EndpointView } from '@/lib/schema/webhook'
import { OVERLAP_HOURS } from '@/lib/schema/webhook-events'
import { ShownOnce } from './shown-once'
import { useRunChange } from './use-run-change'

type WebhookControlsProps = {
  endpoint: EndpointView
  test: () => Promise<ActionResult<{ delivery: string }>>
  switchTo: (enabled: boolean) => Promise<ActionResult<null>>
  rotate: (overlapHours: number) => Promise<ActionResult<{ secret: string }>>
  remove: () => Promise<ActionResult<null>>
}

/** What can be done with an endpoint: try it, change its secret, switch it off, remove it. */
export function WebhookControls({ endpoint, test, switchTo, rotate, remove }: WebhookControlsProps) {
  const t = useTranslations('settings.webhookControls')
  const { isPending, run } = useRunChange()
  const router = useRouter()
  const [secret, setSecret] = useState<string | null>(null)
  const isOn = endpoint.disabledAt === null
  const sent = ({ delivery }: { delivery: string }) => {
    router.push(`/settings/webhooks/${endpoint.id}/deliveries/${delivery}`)
    return t('testSent')
  }
  const rotated = (answer: { secret: string }) => {
    setSecret(answer.secret)
    return t('secretMade')
  }
  const removed = () => {
    router.push('/settings/webhooks')
    return t('isRemoved', { name: endpoint.name })
  }
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2">
        <Button disabled={isPending || !isOn} onClick={() => run(test, sent)}>
          {t('test')}
        </Button>
        <RotateDialog isPending={isPending} rotate={(hours) => run(() => rotate(hours), rotated)} />
        <Button
          disabled={isPending}
          onClick={() =>
            run(
              () => switchTo(!isOn),
              () => (isOn ? t('isOff') : t('isOn')),
            )
          }
        >
          {isOn ? t('switchOff') : t('switchOn')}
        </Button>
        <RemoveDialog name={endpoint.name} isPending={isPending} remove={() => run(remove, removed)} />
      </div>
      {secret && <ShownOnce note={t('note')} secrets={[{ copyLabel: t('copy'), text: secret }]} />}
      {endpoint.overlapUntil && (
        <p className="text-xs text-muted">
          <FormerSecret until={endpoint.overlapUntil} />
        </p>
      )}
    </div>
  )
}

function FormerSecret({ until }: { until: string }) {
  const t = useTranslations('settings.webhookControls')
  return t.rich('overlap', { time: () => <TimeText at={until} /> })
}

function RotateDialog({ isPending, rotate }: { isPending: boolean; rotate: (overlapHours: number) => void }) {
  const t = useTranslations('settings.webhookControls')
  const [hours, setHours] = useState<number>(24)
  return (
    <Dialog
      title={t('rotate.title')}
      description={t('rotate.description')}
      trigger={<Button disabled={isPending}>{t('rotate.title')}</Button>}
    >
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field label={t('rotate.ends')} className="w-44">
          {(control) => (
            <Select {...control} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
              {OVERLAP_HOURS.map((value) => (
                <option key={value} value={value}>
                  {t(`rotate.endsIn.${value}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <DialogClose asChild>
          <Button variant="primary" onClick={() => rotate(hours)}>
            {t('rotate.act')}
          </Button>
        </DialogClose>
      </div>
    </Dialog>
  )
}

function RemoveDialog({ name, isPending, remove }: { name: string; isPending: boolean; remove: () => void }) {
  const t = useTranslations('settings.webhookControls')
  return (
    <Dialog
      title={t('remove.title', { name })}
      description={t('remove.description')}
      trigger={
        <Button variant="danger" disabled={isPending}>
          {t('remove.act')}
        </Button>
      }
    >
      <ConfirmButtons act={t('remove.act')} onConfirm={remove} />
    </Dialog>
  )
}
