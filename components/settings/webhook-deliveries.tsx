import Link from 'next/link'
import { Badge, type Tone } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import type { DeliveryRow } from '@/lib/schema/webhook'
import type { DeliveryState } from '@/lib/schema/webhook-events'

const STATES: Record<DeliveryState, { label: string; tone: Tone }> = {
  due: { label: 'to be sent', tone: 'blue' },
  sending: { label: 'being sent', tone: 'blue' },
  delivered: { label: 'delivered', tone: 'green' },
  dead: { label: 'given up', tone: 'red' },
  withheld: { label: 'withheld', tone: 'violet' },
}

export function DeliveryBadge({ state }: { state: DeliveryState }) {
  return <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
}

/** What was sent to an endpoint, newest first; each leads to what was signed and answered. */
export function WebhookDeliveries({ endpointId, rows }: { endpointId: string; rows: DeliveryRow[] }) {
  return (
    <Table caption="Deliveries">
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>Event</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>Last answer</TableHeader>
          <TableHeader>When</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.id}>
            <TableCell>
              <Link
                href={`/settings/webhooks/${endpointId}/deliveries/${row.id}`}
                className="inline-flex min-h-6 items-center font-mono text-xs hover:text-accent-ink hover:underline"
              >
                {row.type}
              </Link>
            </TableCell>
            <TableCell>
              <DeliveryBadge state={row.state} />
              {row.attempts > 1 && <span className="ml-2 text-xs text-faint">{row.attempts} tries</span>}
            </TableCell>
            <TableCell className="min-w-32 text-xs text-muted">
              {row.error ?? row.status ?? (row.state === 'withheld' ? 'it has been restricted since' : 'none yet')}
            </TableCell>
            <TableCell className="text-xs">
              <TimeText at={row.createdAt} />
              {row.dueAt && (
                <span className="block text-faint">
                  next try <TimeText at={row.dueAt} show="day-time" />
                </span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
