import { useCallback, useEffect, useState } from 'react'
import type { ImportPreview } from '@/lib/schema/import'
import { useKept } from '../kept/use-kept'
import type { ImportReaders } from './import-readers'
import { keptSource, readKeptReview, restoredSource, type Edited, type KeptReview } from './kept-review'
import type { ChosenSource } from './source-choice'

type Reviewed = { source: ChosenSource; preview: ImportPreview }

/** Keeps what a person corrects in a draft, with the source and what was read from it, until it is saved. */
export function useKeptReview(reviewed: Reviewed | null, readers: ImportReaders) {
  const { offered, keep, forget, taken } = useKept('import-review', readKeptReview)
  const source = reviewed?.source ?? null
  const preview = reviewed?.preview ?? null
  const [bytes, setBytes] = useState<KeptReview['source'] | null>(null)
  useEffect(() => {
    let isCurrent = true
    setBytes(null)
    if (source) {
      void keptSource(source).then((kept) => {
        if (isCurrent) setBytes(kept)
      })
    }
    return () => {
      isCurrent = false
    }
  }, [source])
  const keepEdited = useCallback(
    (edited: Edited) => {
      if (bytes && preview) keep({ source: bytes, preview, readers, ...edited })
    },
    [bytes, preview, readers, keep],
  )
  const restore = () => {
    if (!offered) return null
    taken()
    const { source: kept, preview: read, documents, left, readers: named } = offered.value
    return { source: restoredSource(kept), preview: read, before: { documents, left }, readers: named }
  }
  const title = offered?.value.documents[0]?.title ?? null
  return { offered: offered && { at: offered.at, title }, keep: keepEdited, forget, restore }
}
