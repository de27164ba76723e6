'use client'

import { lazy, Suspense } from 'react'
import type { ConflictListProps } from './conflict-list'

// Few pages have any.
const ConflictList = lazy(() => import('./conflict-list').then((parts) => ({ default: parts.ConflictList })))

/** What a person has edited and the source has changed since, side by side. */
export function EditConflicts(props: ConflictListProps) {
  if (props.conflicts.length === 0) return null
  return (
    <Suspense fallback={null}>
      <ConflictList {...props} />
    </Suspense>
  )
}
