import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { EndpointView } from '@/lib/schema/webhook'

/** Whether an endpoint takes what it is sent. */
export function WebhookState({ endpoint }: { endpoint: EndpointView }) {
  const t = useTranslations('settings.webhookState')
  if (endpoint.disabledAt) return <Badge tone="red">{t('off')}</Badge>
  if (endpoint.failingSince) return <Badge tone="amber">{t('failing')}</Badge>
  return <Badge tone="green">{t('on')}</Badge>
}
