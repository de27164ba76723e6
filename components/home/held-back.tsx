import { useTranslations } from 'next-intl'
import Link from 'next/link'

/** Tells administrators that nothing leaves this place, since a backup was put back here. */
export function HeldBack({ isHeldBack }: { isHeldBack: boolean }) {
  const t = useTranslations('home.heldBack')
  if (!isHeldBack) return null
  return (
    <p role="status" className="mb-5 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      {t('story')}{' '}
      <Link href="/settings/backups" className="underline">
        {t('decide')}
      </Link>
    </p>
  )
}
