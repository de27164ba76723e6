import { Button } from '@/components/ui/button'
import Link from 'next/link'

/** Links to the page before and after; nothing when all fits on one. */
export function Pager({ path, page, size, total }: { path: string; page: number; size: number; total: number }) {
  const last = Math.max(1, Math.ceil(total / size))
  if (last === 1) return null
  const first = (page - 1) * size + 1
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center gap-3 text-xs text-muted print:hidden">
      <span className="tabular-nums">
        {first}–{Math.min(total, page * size)} of {total}
      </span>
      <span className="ml-auto flex gap-2">
        {page > 1 && (
          <Button asChild size="sm">
            <Link href={page === 2 ? path : `${path}?page=${page - 1}`}>Newer</Link>
          </Button>
        )}
        {page < last && (
          <Button asChild size="sm">
            <Link href={`${path}?page=${page + 1}`}>Older</Link>
          </Button>
        )}
      </span>
    </nav>
  )
}
