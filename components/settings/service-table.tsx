'use client'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ServiceRow } from '@/lib/schema/token'

type Switch = (id: string, disabled: boolean) => Promise<ActionResult<null>>

/** Services with their role and how many tokens of theirs work. */
export function ServiceTable({ services, setDisabled }: { services: ServiceRow[]; setDisabled: Switch }) {
  const t = useTranslations('settings.serviceTable')
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>{t('service')}</TableHeader>
          <TableHeader>{t('role')}</TableHeader>
          <TableHeader>{t('tokens')}</TableHeader>
          <TableHeader>{t('lastUsed')}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t('disable')}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {services.map((service) => (
          <TableRow key={service.id}>
            <TableCell>
              <span className="font-medium">{service.name}</span>{' '}
              {service.disabled && <Badge tone="red">{t('disabled')}</Badge>}
            </TableCell>
            <TableCell>{t(`roles.${service.role}`)}</TableCell>
            <TableCell className="tabular-nums">{service.activeTokens}</TableCell>
            <TableCell>
              {service.lastUsedAt ? (
                <TimeText at={service.lastUsedAt} />
              ) : (
                <span className="text-faint">{t('never')}</span>
              )}
            </TableCell>
            <TableCell className="text-right">
              <SwitchButton service={service} setDisabled={setDisabled} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function SwitchButton({ service, setDisabled }: { service: ServiceRow; setDisabled: Switch }) {
  const t = useTranslations('settings.serviceTable')
  const { name } = service
  const [pending, start] = useTransition()
  const change = (disabled: boolean) =>
    start(async () => {
      const answer = await answerOf(setDisabled(service.id, disabled), t('unreached'))
      if (answer.ok) toast.success(disabled ? t('isDisabled', { name }) : t('isEnabled', { name }))
      else toast.error(answer.message)
    })
  if (service.disabled) {
    return (
      <Button
        size="sm"
        variant="ghost"
        disabled={pending}
        onClick={() => change(false)}
        aria-label={t('enableNamed', { name })}
      >
        {t('enable')}
      </Button>
    )
  }
  return (
    <Dialog
      title={t('title', { name })}
      description={t('description')}
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={t('disableNamed', { name })}>
          {t('disable')}
        </Button>
      }
    >
      <ConfirmButtons keep={t('keep')} act={t('disable')} onConfirm={() => change(true)} />
    </Dialog>
  )
}
