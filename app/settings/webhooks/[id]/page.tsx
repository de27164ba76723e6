import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { WebhookControls } from '@/components/settings/webhook-controls'
import { WebhookDeliveries } from '@/components/settings/webhook-deliveries'
import { WebhookForm } from '@/components/settings/webhook-form'
import { WebhookTrouble } from '@/components/settings/webhook-list'
import { WebhookResend } from '@/components/settings/webhook-resend'
import { WebhookState } from '@/components/settings/webhook-state'
import { Pager } from '@/components/source/pager'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { findEndpoint, listDeliveries } from '@/lib/query/webhooks'
import { DeliveryFilterSchema } from '@/lib/schema/webhook'
import {
  changeEndpointAction,
  removeEndpointAction,
  resendAllAction,
  rotateSecretAction,
  sendTestEventAction,
  switchEndpointAction,
} from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.webhooks.endpoint'))('title') }
}

type PageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

export default async function WebhookPage({ params, searchParams }: PageProps) {
  await connection()
  const viewer = await requireViewer()
  const { id } = await params
  const endpoint = can(viewer, 'admin') ? await findEndpoint(viewer, id) : null
  if (!endpoint) notFound()
  const deliveries = await listDeliveries(viewer, id, readFilter(DeliveryFilterSchema, await searchParams))
  const t = await getTranslations('pages.settings.webhooks.endpoint')
  const { name, url, events, includesRestricted, counts } = endpoint
  return (
    <>
      <p className="text-xs">
        <Link
          href="/settings/webhooks"
          className="inline-flex min-h-6 items-center text-faint hover:text-ink hover:underline"
        >
          {t('all')}
        </Link>
      </p>
      <Panel
        id="endpoint"
        title={
          <span className="flex flex-wrap items-center gap-2">
            {name} <WebhookState endpoint={endpoint} />
          </span>
        }
      >
        <div className="space-y-3">
          <WebhookTrouble endpoint={endpoint} />
          <WebhookControls
            endpoint={endpoint}
            test={sendTestEventAction.bind(null, id)}
            switchTo={switchEndpointAction.bind(null, id)}
            rotate={rotateSecretAction.bind(null, id)}
            remove={removeEndpointAction.bind(null, id)}
          />
        </div>
      </Panel>
      <Panel
        title={t('deliveries')}
        id="deliveries"
        count={deliveries.total}
        flush={deliveries.items.length > 0}
        actions={
          counts.dead > 0 ? (
            <WebhookResend label={t('sendAgain', { count: counts.dead })} resend={resendAllAction.bind(null, id)} />
          ) : null
        }
      >
        {deliveries.items.length === 0 ? (
          <p className="text-muted">{t('nothing')}</p>
        ) : (
          <div className="pb-3">
            <WebhookDeliveries endpointId={id} rows={deliveries.items} />
            <div className="px-4">
              <Pager path={`/settings/webhooks/${id}`} {...deliveries} />
            </div>
          </div>
        )}
      </Panel>
      <Panel title={t('told')} id="change">
        <WebhookForm
          endpoint={{ name, url, events, includesRestricted }}
          label={t('save')}
          save={changeEndpointAction.bind(null, id)}
        />
      </Panel>
    </>
  )
}
