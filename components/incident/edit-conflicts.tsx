'use client'

import dynamic from 'next/dynamic'
import type { ConflictListProps } from './conflict-list'

// Few pages have any.
const ConflictList = dynamic(() => import('./conflict-list').then((parts) => parts.ConflictList))

/** What a person has edited and the source has changed since, side by side. */
export function EditConflicts(props: ConflictListProps) {
  return props.conflicts.length > 0 ? <ConflictList {...props} /> : null
}
