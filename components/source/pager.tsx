import { filterHref, type FilterValues } from '@/components/table/filter-href'
import { Button } from '@/components/ui/button'
import { useTranslations } from 'next-intl'
import Link from 'next/link'

type PagerProps = {
  path: string
  /** What else the address of a page says. */
  query?: FilterValues
  page: number
  size: number
  total: number
  /** Of the links; without them the newest come first. */
  labels?: { before: string; after: string }
}

/** Links to the page before and after; nothing when all fits on one. */
export function Pager({ path, query = {}, page, size, total, labels }: PagerProps) {
  const t = useTranslations('source.pager')
  const last = Math.max(1, Math.ceil(total / size))
  if (last === 1) return null
  const first = (page - 1) * size + 1
  const hrefOfPage = (number: number) => filterHref<FilterValues>(path, query, { page: 1 }, { page: number })
  return (
    <nav aria-label={t('pages')} className="mt-3 flex items-center gap-3 text-xs text-muted print:hidden">
      <span className="tabular-nums">{t('range', { first, last: Math.min(total, page * size), total })}</span>
      <span className="ml-auto flex gap-2">
        {page > 1 && (
          <Button asChild size="sm">
            <Link href={hrefOfPage(page - 1)}>{labels?.before ?? t('newer')}</Link>
          </Button>
        )}
        {page < last && (
          <Button asChild size="sm">
            <Link href={hrefOfPage(page + 1)}>{labels?.after ?? t('older')}</Link>
          </Button>
        )}
      </span>
    </nav>
  )
}
