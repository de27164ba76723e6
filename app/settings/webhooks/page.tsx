import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { WebhookList } from '@/components/settings/webhook-list'
import { WebhookNew } from '@/components/settings/webhook-new'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listEndpoints } from '@/lib/query/webhooks'
import { addEndpointAction } from './actions'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const endpoints = await listEndpoints(viewer)
  return (
    <>
      <Panel title="Endpoints" id="endpoints" count={endpoints.length} flush={endpoints.length > 0}>
        {endpoints.length === 0 ? (
          <p className="max-w-prose text-muted">
            Nobody is told of what happens here yet. Add the address of a service that takes signed webhooks: a bot, a
            ticket system, an automation.
          </p>
        ) : (
          <WebhookList endpoints={endpoints} />
        )}
      </Panel>
      <Panel title="New endpoint" id="new-endpoint">
        <p className="mb-3 max-w-prose text-muted">
          Events are sent by <code className="font-mono text-xs">POST</code> as JSON with ids, titles and links, signed
          as Standard Webhooks are. What does not arrive is tried again for two days.
        </p>
        <WebhookNew add={addEndpointAction} />
      </Panel>
    </>
  )
}
