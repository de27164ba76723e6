'use client'

import type { ColumnVisibilityState, Updater } from '@tanstack/react-table'
import { useEffect, useState } from 'react'
import { useTableFilter } from './table-filter'

/** What this browser remembers; null for what is no such thing. Read without zod, which would weigh more than the table. */
function readStored(text: string): ColumnVisibilityState | null {
  const stored: unknown = JSON.parse(text)
  if (typeof stored !== 'object' || stored === null) return null
  const entries = Object.entries(stored).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean')
  return Object.fromEntries(entries)
}

type Visibility = [ColumnVisibilityState, (updater: Updater<ColumnVisibilityState>) => void]

const resolved = (updater: Updater<ColumnVisibilityState>, now: ColumnVisibilityState) =>
  typeof updater === 'function' ? updater(now) : updater

/** Which columns of the table are shown, as its address says; all where it says nothing. `always` are not named there. */
export function useColumnsOfAddress(ids: readonly string[], always: readonly string[]): Visibility {
  const { filter, change } = useTableFilter<{ columns?: string; page: number }>()
  const { columns, page } = filter
  const named = columns?.split(',')
  const shown = (id: string) => always.includes(id) || !named || named.includes(id)
  const visibility = Object.fromEntries(ids.map((id) => [id, shown(id)]))
  const update = (updater: Updater<ColumnVisibilityState>) => {
    const next = resolved(updater, visibility)
    const chosen = ids.filter((id) => !always.includes(id) && next[id] !== false)
    const isAll = chosen.length === ids.length - always.filter((id) => ids.includes(id)).length
    // A table of titles alone has an address, too.
    change({ columns: isAll ? undefined : chosen.join(',') || NO_COLUMNS, page })
  }
  return [visibility, update]
}

/** How an address says that no column is shown but those that always are. */
const NO_COLUMNS = 'none'

/** Which columns of the table are shown, remembered in this browser under the address of its page. */
export function useColumnVisibility(page: string): Visibility {
  const key = `hindsight.columns.${page}`
  const [visibility, setVisibility] = useState<ColumnVisibilityState>({})
  useEffect(() => {
    const stored = window.localStorage.getItem(key)
    if (!stored) return
    try {
      const remembered = readStored(stored)
      // After hydration: the server's first page cannot know what this browser remembers.
      if (remembered) setVisibility(remembered)
    } catch {
      window.localStorage.removeItem(key)
    }
  }, [key])

  function update(updater: Updater<ColumnVisibilityState>) {
    const next = resolved(updater, visibility)
    window.localStorage.setItem(key, JSON.stringify(next))
    setVisibility(next)
  }
  return [visibility, update]
}
