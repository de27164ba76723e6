'use client'

import { seldom } from '../ui/seldom'

/** Other incidents that may be this one. */
export const Suggestions = seldom(() => import('./suggestion-list').then(({ SuggestionList }) => SuggestionList))
