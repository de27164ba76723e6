'use client'

import { useEffect, useState } from 'react'
import { z } from 'zod'
import { SavedViewSchema, type SavedView } from '@/lib/schema/saved-view'

const AnswerSchema = z.object({ items: z.array(SavedViewSchema) })

/** The searches that the person keeps; none until they are known, and where the server does not answer. */
export function useSavedSearches(): SavedView[] {
  const [searches, setSearches] = useState<SavedView[]>([])
  useEffect(() => {
    const abort = new AbortController()
    const ask = async () => {
      try {
        const response = await fetch('/api/v1/saved-searches', { signal: abort.signal })
        if (response.ok) setSearches(AnswerSchema.parse(await response.json()).items)
      } catch {
        // They stand on the page of the search as well.
      }
    }
    void ask()
    return () => abort.abort()
  }, [])
  return searches
}
