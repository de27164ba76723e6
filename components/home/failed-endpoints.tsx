import { useTranslations } from 'next-intl'
import Link from 'next/link'

/** Tells administrators that endpoints of webhooks were switched off because nothing arrived there. */
export function FailedEndpoints({ count }: { count: number }) {
  const t = useTranslations('home.failedEndpoints')
  if (count === 0) return null
  return (
    <p role="status" className="mb-5 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      {t('switchedOff', { count })}{' '}
      <Link href="/settings/webhooks" className="underline">
        {t('look')}
      </Link>
    </p>
  )
}
