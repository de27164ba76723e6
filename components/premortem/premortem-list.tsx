import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { TimeText } from '@/components/ui/time-text'
import type { PremortemRow } from '@/lib/schema/premortem'

/** Plans that were asked about before, each with what was found and how much of it is answered. */
export function PremortemList({ rows }: { rows: PremortemRow[] }) {
  const t = useTranslations('premortem.premortemList')
  return (
    <ul className="divide-y divide-line">
      {rows.map(({ id, at, byName, title, patterns, questions, ticked }) => (
        <li key={id} className="px-4 py-2.5">
          <Link
            href={`/premortem/${id}`}
            className="inline-flex min-h-6 items-center font-medium [overflow-wrap:anywhere] text-accent-ink hover:underline"
          >
            {title}
          </Link>
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
            <TimeText at={at} />
            <span>{byName}</span>
            {questions > 0 && <span>{t('answered', { answered: ticked, total: questions })}</span>}
            {patterns.map(({ slug, title: name }) => (
              <Badge key={slug}>{name}</Badge>
            ))}
            {patterns.length === 0 && <span>{t('nothingFound')}</span>}
          </p>
        </li>
      ))}
    </ul>
  )
}
