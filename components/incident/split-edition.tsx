'use client'

import { seldom } from '../ui/seldom'

/** Takes an edition out of its incident. */
export const SplitEdition = seldom(() => import('./split-button').then(({ SplitButton }) => SplitButton))
