import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { PatternRow } from '@/lib/schema/pattern'
import { useTimes } from '../ui/use-times'

export function RecurringPatterns({ patterns }: { patterns: PatternRow[] }) {
  const t = useTranslations('home.recurringPatterns')
  const times = useTimes()
  return (
    <ul className="divide-y divide-line">
      {patterns.map((pattern) => (
        <li key={pattern.slug} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-2">
          <div className="min-w-0">
            <Link href={hrefOf('pattern', pattern.slug)} className="font-medium hover:text-accent-ink hover:underline">
              {pattern.title}
            </Link>
            <p className="text-xs text-faint">
              {pattern.family}
              {pattern.lastOn ? ` · ${t('last', { day: times.day(pattern.lastOn) })}` : ''}
              {pattern.openActionItems > 0 ? ` · ${t('unfinished', { count: pattern.openActionItems })}` : ''}
            </p>
          </div>
          <p className="text-xs whitespace-nowrap text-muted tabular-nums">
            {t.rich('incidents', {
              count: pattern.incidents,
              figure: (chunks) => <span className="text-base font-medium text-ink">{chunks}</span>,
            })}
          </p>
        </li>
      ))}
    </ul>
  )
}
