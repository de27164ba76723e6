'use client'
import { useEffect } from 'react'
import type { CommentActions } from './comment-actions'

/** Comments that name the viewer have been seen once they stand on the screen. */
export function ReadMentions({ ids, markRead }: { ids: string[]; markRead: CommentActions['markRead'] }) {
  const wanted = ids.join(' ')
  useEffect(() => {
    const unread = new Set(wanted.split(' ').filter(Boolean))
    if (unread.size === 0) return
    const observer = new IntersectionObserver((entries) => {
      const seen = entries.flatMap(({ isIntersecting, target }) => {
        const id = target.id.replace(/^comment-/, '')
        return isIntersecting && unread.delete(id) ? [id] : []
      })
      // Away or signed out: they stay unread, and are seen another time.
      if (seen.length > 0) markRead(seen).catch(() => undefined)
    })
    for (const id of unread) {
      const element = document.getElementById(`comment-${id}`)
      if (element) observer.observe(element)
    }
    return () => observer.disconnect()
  }, [wanted, markRead])
  return null
}
