'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '../ui/class-names'

type SortHeaderProps = {
  className?: string
  sortable: boolean
  sorted: false | 'asc' | 'desc'
  onSort: () => void
  children: ReactNode
}

/** A column heading; a sortable one is a button, and says its order to screen readers. */
export function SortHeader({ className, sortable, sorted, onSort, children }: SortHeaderProps) {
  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
      className={cn(
        'h-9 bg-surface px-3 text-left font-medium whitespace-nowrap shadow-[inset_0_-1px_0_var(--line)] first:rounded-tl-lg last:rounded-tr-lg',
        className,
      )}
    >
      {sortable ? (
        <button
          type="button"
          onClick={onSort}
          className={cn(
            'group -mx-1 inline-flex h-6 items-center gap-1 rounded px-1 hover:text-ink',
            sorted && 'text-ink',
          )}
        >
          {children}
          <Arrow aria-hidden className={cn('size-3', !sorted && 'opacity-0 group-hover:opacity-60')} />
        </button>
      ) : (
        children
      )}
    </th>
  )
}
