import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { DeliveryBadge } from '@/components/settings/webhook-deliveries'
import { WebhookDelivery } from '@/components/settings/webhook-delivery'
import { WebhookResend } from '@/components/settings/webhook-resend'
import { TimeText } from '@/components/ui/time-text'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { findDelivery } from '@/lib/query/webhooks'
import { resendAction } from '../../../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.webhooks.delivery'))('title') }
}

type PageProps = { params: Promise<{ id: string; delivery: string }> }

export default async function DeliveryPage({ params }: PageProps) {
  await connection()
  const viewer = await requireViewer()
  const { id, delivery: deliveryId } = await params
  const delivery = can(viewer, 'admin') ? await findDelivery(viewer, id, deliveryId) : null
  if (!delivery) notFound()
  const t = await getTranslations('pages.settings.webhooks.delivery')
  return (
    <>
      <p className="text-xs">
        <Link
          href={`/settings/webhooks/${id}`}
          className="inline-flex min-h-6 items-center text-faint hover:text-ink hover:underline"
        >
          {t('all', { name: delivery.endpoint.name })}
        </Link>
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="font-mono text-sm font-semibold">{delivery.type}</h2>
        <DeliveryBadge state={delivery.state} />
        <TimeText at={delivery.createdAt} className="text-xs text-muted" />
        {delivery.state === 'dead' && (
          <WebhookResend label={t('sendAgain')} resend={resendAction.bind(null, deliveryId)} />
        )}
      </div>
      <WebhookDelivery delivery={delivery} />
    </>
  )
}
