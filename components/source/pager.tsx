import { filterHref, type FilterValues } from '@/components/table/filter-href'
import { Button } from '@/components/ui/button'
import Link from 'next/link'

type PagerProps = {
  path: string
  /** What else the address of a page says. */
  query?: FilterValues
  page: number
  size: number
  total: number
  labels?: { before: string; after: string }
}

/** Links to the page before and after; nothing when all fits on one. */
export function Pager({ path, query = {}, page, size, total, labels = NEWEST_FIRST }: PagerProps) {
  const last = Math.max(1, Math.ceil(total / size))
  if (last === 1) return null
  const first = (page - 1) * size + 1
  const hrefOfPage = (number: number) => filterHref<FilterValues>(path, query, { page: 1 }, { page: number })
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center gap-3 text-xs text-muted print:hidden">
      <span className="tabular-nums">
        {first}–{Math.min(total, page * size)} of {total}
      </span>
      <span className="ml-auto flex gap-2">
        {page > 1 && (
          <Button asChild size="sm">
            <Link href={hrefOfPage(page - 1)}>{labels.before}</Link>
          </Button>
        )}
        {page < last && (
          <Button asChild size="sm">
            <Link href={hrefOfPage(page + 1)}>{labels.after}</Link>
          </Button>
        )}
      </span>
    </nav>
  )
}

const NEWEST_FIRST = { before: 'Newer', after: 'Older' }
