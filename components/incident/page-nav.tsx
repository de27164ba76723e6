import { useTranslations } from 'next-intl'
import { cn } from '../ui/class-names'

export type PageNavItem = { id: string; label: string; count?: number }

/** Links to the sections of a long page: a rail beside it where there is room, a line above it where there is not. */
export function PageNav({ items, className }: { items: PageNavItem[]; className?: string }) {
  const t = useTranslations('incident.pageNav')
  return (
    <nav aria-label={t('label')} className={cn('print:hidden', className)}>
      <ul className="flex gap-x-4 overflow-x-auto border-b border-line xl:flex-col xl:gap-px xl:overflow-visible xl:border-b-0 xl:border-l">
        {items.map(({ id, label, count }) => (
          <li key={id} className="shrink-0">
            <a
              href={`#${id}`}
              className="-ml-px flex h-8 items-center justify-between gap-2 border-transparent text-xs text-muted hover:text-ink xl:h-7 xl:border-l xl:pl-3 xl:hover:border-accent"
            >
              {label}
              {count === undefined ? null : <span className="text-faint tabular-nums">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
