import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { WebhookList } from '@/components/settings/webhook-list'
import { WebhookNew } from '@/components/settings/webhook-new'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listEndpoints } from '@/lib/query/webhooks'
import { addEndpointAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsWebhooks') }
}

export default async function WebhooksPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const t = await getTranslations('pages.settings.webhooks')
  const endpoints = await listEndpoints(viewer)
  return (
    <>
      <Panel title={t('endpoints')} id="endpoints" count={endpoints.length} flush={endpoints.length > 0}>
        {endpoints.length === 0 ? (
          <p className="max-w-prose text-muted">{t('none')}</p>
        ) : (
          <WebhookList endpoints={endpoints} />
        )}
      </Panel>
      <Panel title={t('new')} id="new-endpoint">
        <p className="mb-3 max-w-prose text-muted">
          {t.rich('about', { code: (chunks) => <code className="font-mono text-xs">{chunks}</code> })}
        </p>
        <WebhookNew add={addEndpointAction} />
      </Panel>
    </>
  )
}
