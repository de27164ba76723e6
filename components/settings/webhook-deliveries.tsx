import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge, type Tone } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { TimeText } from '@/components/ui/time-text'
import { sentencesIn } from '@/lib/intl/sentences'
import type { DeliveryRow } from '@/lib/schema/webhook'
import type { DeliveryState } from '@/lib/schema/webhook-events'

const TONES: Record<DeliveryState, Tone> = {
  due: 'blue',
  sending: 'blue',
  delivered: 'green',
  dead: 'red',
  withheld: 'violet',
}

export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const t = useTranslations('settings.webhookDeliveries')
  return <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
}

/** What was sent to an endpoint, newest first; each leads to what was signed and answered. */
export function WebhookDeliveries({ endpointId, rows }: { endpointId: string; rows: DeliveryRow[] }) {
  const t = useTranslations('settings.webhookDeliveries')
  const say = sentencesIn(useLocale())
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader>{t('event')}</TableHeader>
          <TableHeader>{t('state')}</TableHeader>
          <TableHeader>{t('lastAnswer')}</TableHeader>
          <TableHeader>{t('when')}</TableHeader>
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
              {row.attempts > 1 && (
                <span className="ml-2 text-xs text-faint">{t('tries', { count: row.attempts })}</span>
              )}
            </TableCell>
            <TableCell className="min-w-32 text-xs text-muted">
              {row.error === null
                ? (row.status ?? (row.state === 'withheld' ? t('restricted') : t('noAnswer')))
                : say(row.error)}
            </TableCell>
            <TableCell className="text-xs">
              <TimeText at={row.createdAt} />
              {row.dueAt && <NextTry at={row.dueAt} />}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function NextTry({ at }: { at: string }) {
  const t = useTranslations('settings.webhookDeliveries')
  return (
    <span className="block text-faint">{t.rich('nextTry', { time: () => <TimeText at={at} show="day-time" /> })}</span>
  )
}
