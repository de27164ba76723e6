'use client'

import { usePathname, useRouter } from 'next/navigation'
import { createContext, useContext, useMemo, useTransition, type ReactNode } from 'react'
import { filterHref, type FilterValues } from './filter-href'

type FilterContext = {
  filter: FilterValues
  /** True until the server has answered the last change. */
  pending: boolean
  change: (patch: FilterValues) => void
}

const Context = createContext<FilterContext | null>(null)

/**
 * Keeps the state of a list (filters, sort, page) in the address, so that it can be shared and gone back to.
 * `filter` is what the page parsed from its address, `defaults` is what the schema gives for an empty one.
 * Filter controls and the `DataTable` inside share it.
 */
export function TableFilter(props: { filter: FilterValues; defaults: FilterValues; children: ReactNode }) {
  const { filter, defaults } = props
  const router = useRouter()
  const path = usePathname()
  const [pending, start] = useTransition()
  const value = useMemo(
    () => ({
      filter,
      pending,
      change: (patch: FilterValues) =>
        start(() => router.push(filterHref(path, filter, defaults, patch), { scroll: false })),
    }),
    [filter, defaults, pending, path, router],
  )
  return <Context value={value}>{props.children}</Context>
}

/** The list's filter, typed by the caller's schema, and the way to change it. Must be inside a `TableFilter`. */
export function useTableFilter<F extends FilterValues>(): {
  filter: F
  pending: boolean
  change: (patch: Partial<F>) => void
} {
  const context = useContext(Context)
  if (!context) throw new Error('useTableFilter needs a TableFilter around it')
  return { filter: context.filter as F, pending: context.pending, change: context.change }
}
