import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { TimeText } from '@/components/ui/time-text'
import type { Unrecognised } from '@/lib/schema/asked'

/** Alerts that nothing known answers: each is a skill that is not written yet. */
export function UnrecognisedList({ items }: { items: Unrecognised[] }) {
  const t = useTranslations('recognise.unrecognisedList')
  if (items.length === 0) return <p className="text-sm text-muted">{t('none')}</p>
  return (
    <ul className="space-y-2 text-sm">
      {items.map(({ text, times, last }) => (
        <li key={text} className="min-w-0">
          <p className="line-clamp-2 font-mono text-xs [overflow-wrap:anywhere]">{text}</p>
          <p className="flex flex-wrap items-center gap-x-3 text-xs text-muted">
            <span>{t('times', { count: times })}</span>
            <span>{t.rich('last', { time: () => <TimeText at={last} show="full" /> })}</span>
            <Link
              href="/import"
              aria-label={t('writeSkillFor', { text: text.slice(0, 80) })}
              className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
            >
              {t('writeSkill')}
            </Link>
          </p>
        </li>
      ))}
    </ul>
  )
}
