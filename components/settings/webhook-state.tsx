import { Badge } from '@/components/ui/badge'
import type { EndpointView } from '@/lib/schema/webhook'

/** Whether an endpoint takes what it is sent. */
export function WebhookState({ endpoint }: { endpoint: EndpointView }) {
  if (endpoint.disabledAt) return <Badge tone="red">switched off</Badge>
  if (endpoint.failingSince) return <Badge tone="amber">failing</Badge>
  return <Badge tone="green">on</Badge>
}
