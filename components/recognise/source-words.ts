import type { AskedSource } from '@/lib/schema/asked'

/** How the places that recognition is asked from are called. */
export const SOURCE_WORDS = {
  page: 'Page',
  api: 'API',
  slack: 'Slack',
  alertmanager: 'Alertmanager',
  grafana: 'Grafana',
  pagerduty: 'PagerDuty',
  generic: 'Webhook',
} as const satisfies Record<AskedSource, string>
