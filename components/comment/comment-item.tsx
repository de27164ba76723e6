'use client'

import { seldom } from '../ui/seldom'

/** One comment. */
export const CommentItem = seldom(() => import('./comment-entry').then(({ CommentEntry }) => CommentEntry))
