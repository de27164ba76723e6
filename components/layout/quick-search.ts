'use client'

import { useEffect, useState } from 'react'
import { z } from 'zod'
import { SearchItemSchema, type SearchItem } from '@/lib/schema/search'

/** Pause in typing before the server is asked, in milliseconds. */
const DEBOUNCE_MS = 140
const AnswerSchema = z.object({ items: z.array(SearchItemSchema) })

export type QuickSearch = { query: string; items: SearchItem[]; state: 'idle' | 'searching' | 'done' | 'failed' }
const IDLE: QuickSearch = { query: '', items: [], state: 'idle' }

async function fetchHits(query: string, signal: AbortSignal): Promise<SearchItem[]> {
  const response = await fetch(`/api/v1/search?${new URLSearchParams({ q: query, limit: '8' })}`, { signal })
  if (!response.ok) throw new Error(`search answered ${response.status}`)
  return AnswerSchema.parse(await response.json()).items
}

/** Searches everything as one types; earlier answers stay visible until the next one comes. */
export function useQuickSearch(query: string): QuickSearch {
  const [found, setFound] = useState<QuickSearch>(IDLE)
  useEffect(() => {
    if (query.length < 2) return
    const abort = new AbortController()
    const ask = async () => {
      try {
        setFound({ query, items: await fetchHits(query, abort.signal), state: 'done' })
      } catch {
        if (!abort.signal.aborted) setFound({ query, items: [], state: 'failed' })
      }
    }
    const timer = setTimeout(() => void ask(), DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query])
  if (query.length < 2) return IDLE
  return found.query === query ? found : { ...found, state: 'searching' }
}
