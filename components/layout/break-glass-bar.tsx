import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { TimeText } from '../ui/time-text'

/** Above every page of a break-glass session: what it is, why, and until when. */
export function BreakGlassBar({ until, reason }: { until: string; reason: string }) {
  const t = useTranslations('layout.breakGlassBar')
  return (
    <aside
      aria-label={t('title')}
      className="flex flex-wrap items-center gap-x-2 gap-y-0.5 border-b border-red-line bg-red-tint px-3 py-2 text-sm text-red-ink sm:px-6 print:hidden"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <span className="font-semibold">{t('title')}</span>
      <span>{t.rich('story', { until: () => <TimeText at={until} show="full" />, reason })}</span>
    </aside>
  )
}
