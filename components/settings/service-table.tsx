'use client'
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
  return (
    <Table caption="Services">
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>Service</TableHeader>
          <TableHeader>Role</TableHeader>
          <TableHeader>Tokens</TableHeader>
          <TableHeader>Last used</TableHeader>
          <TableHeader>
            <span className="sr-only">Disable</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {services.map((service) => (
          <TableRow key={service.id}>
            <TableCell>
              <span className="font-medium">{service.name}</span>{' '}
              {service.disabled && <Badge tone="red">disabled</Badge>}
            </TableCell>
            <TableCell>{service.role}</TableCell>
            <TableCell className="tabular-nums">{service.activeTokens}</TableCell>
            <TableCell>
              {service.lastUsedAt ? <TimeText at={service.lastUsedAt} /> : <span className="text-faint">never</span>}
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
  const [pending, start] = useTransition()
  const change = (disabled: boolean) =>
    start(async () => {
      const answer = await answerOf(
        setDisabled(service.id, disabled),
        'The server did not answer; nothing may have changed.',
      )
      if (answer.ok) toast.success(`“${service.name}” ${disabled ? 'disabled' : 'enabled'}`)
      else toast.error(answer.message)
    })
  if (service.disabled) {
    return (
      <Button
        size="sm"
        variant="ghost"
        disabled={pending}
        onClick={() => change(false)}
        aria-label={`Enable ${service.name}`}
      >
        Enable
      </Button>
    )
  }
  return (
    <Dialog
      title={`Disable “${service.name}”?`}
      description="Its tokens are refused at their next request, until you enable it again."
      trigger={
        <Button size="sm" variant="ghost" disabled={pending} aria-label={`Disable ${service.name}`}>
          Disable
        </Button>
      }
    >
      <ConfirmButtons keep="Leave it" act="Disable" onConfirm={() => change(true)} />
    </Dialog>
  )
}
