'use client'

import type { ColumnVisibilityState, Updater } from '@tanstack/react-table'
import { useEffect, useState } from 'react'
import { z } from 'zod/mini'

const StoredSchema = z.record(z.string(), z.boolean())

/** Which columns of the table are shown, remembered in this browser under the table's name. */
export function useColumnVisibility(
  name: string,
): [ColumnVisibilityState, (updater: Updater<ColumnVisibilityState>) => void] {
  const key = `hindsight.columns.${name}`
  const [visibility, setVisibility] = useState<ColumnVisibilityState>({})
  useEffect(() => {
    const stored = window.localStorage.getItem(key)
    if (!stored) return
    try {
      const parsed = StoredSchema.safeParse(JSON.parse(stored))
      // After hydration: the server's first page cannot know what this browser remembers.
      if (parsed.success) setVisibility(parsed.data)
    } catch {
      window.localStorage.removeItem(key)
    }
  }, [key])

  function update(updater: Updater<ColumnVisibilityState>) {
    const next = typeof updater === 'function' ? updater(visibility) : updater
    window.localStorage.setItem(key, JSON.stringify(next))
    setVisibility(next)
  }
  return [visibility, update]
}
