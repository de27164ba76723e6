import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { TimeText } from '@/components/ui/time-text'
import { sentencesIn } from '@/lib/intl/sentences'
import type { EndpointView } from '@/lib/schema/webhook'
import { WebhookState } from './webhook-state'

/** The endpoints that are told of events, each leading to its deliveries. */
export function WebhookList({ endpoints }: { endpoints: EndpointView[] }) {
  const t = useTranslations('settings.webhookList')
  return (
    <ul className="divide-y divide-line">
      {endpoints.map((endpoint) => (
        <li key={endpoint.id} className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-2">
              <Link
                href={`/settings/webhooks/${endpoint.id}`}
                className="inline-flex min-h-6 items-center font-medium hover:text-accent-ink hover:underline"
              >
                {endpoint.name}
              </Link>
              <WebhookState endpoint={endpoint} />
              {endpoint.includesRestricted && <Badge tone="violet">{t('restrictedToo')}</Badge>}
            </p>
            <p className="font-mono text-xs [overflow-wrap:anywhere] text-faint">{endpoint.url}</p>
            <WebhookTrouble endpoint={endpoint} />
          </div>
          <p className="text-xs text-muted tabular-nums">
            {t.rich('counts', {
              delivered: endpoint.counts.delivered,
              due: endpoint.counts.due,
              givenUp: endpoint.counts.dead,
              dead: (chunks) => <span className={endpoint.counts.dead > 0 ? 'text-red-ink' : undefined}>{chunks}</span>,
            })}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Since when nothing arrives at an endpoint, and why nothing is sent any more. */
export function WebhookTrouble({ endpoint }: { endpoint: EndpointView }) {
  const t = useTranslations('settings.webhookList')
  const say = sentencesIn(useLocale())
  const { disabledAt, disabledReason, failingSince } = endpoint
  if (disabledAt) {
    return (
      <p className="text-xs text-red-ink">
        {t.rich('off', { time: () => <TimeText at={disabledAt} />, reason: say(disabledReason ?? '') })}
      </p>
    )
  }
  if (!failingSince) return null
  return <p className="text-xs text-amber-ink">{t.rich('failing', { time: () => <TimeText at={failingSince} /> })}</p>
}
