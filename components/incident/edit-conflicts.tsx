'use client'

import { seldom } from '../ui/seldom'

/** What a person has edited and the source has changed since, side by side. */
export const EditConflicts = seldom(() => import('./conflict-list').then(({ ConflictList }) => ConflictList))
