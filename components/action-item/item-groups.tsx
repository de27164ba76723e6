import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'

type Group = { value: string; label: string; total: number; overdue: number }

/** Unfinished action items by pattern or service, each with the way to its items. */
export function ItemGroups({ by, groups }: { by: 'pattern' | 'service'; groups: Group[] }) {
  const t = useTranslations('action-item.itemGroups')
  if (groups.length === 0) {
    return <EmptyState title={t('nothing')}>{by === 'pattern' ? t('noPattern') : t('noService')}</EmptyState>
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {groups.map(({ value, label, total, overdue }) => (
        <li key={value}>
          <Link
            href={`/action-items?${new URLSearchParams({ [by]: value, status: 'unfinished' }).toString()}`}
            className="flex items-baseline justify-between gap-3 px-3 py-2 text-sm hover:bg-subtle"
          >
            <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
            <span className="shrink-0 text-muted tabular-nums">{t('counts', { total, overdue })}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
