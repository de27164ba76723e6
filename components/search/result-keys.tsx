'use client'
import { useEffect, useRef, type ReactNode } from 'react'

/** Moves the focus between the search field and the results with the arrow keys; Enter opens, as it does on any link. */
export function ResultKeys({ children }: { children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      const input = document.querySelector<HTMLInputElement>('[data-search-input]')
      const links = [...(list.current?.querySelectorAll<HTMLElement>('a[data-result]') ?? [])]
      const place = links.findIndex((link) => link === document.activeElement)
      if (step === 0 || links.length === 0 || (place < 0 && document.activeElement !== input)) return
      event.preventDefault()
      const next = place + step
      if (next < 0) input?.focus()
      else links[Math.min(next, links.length - 1)]?.focus()
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [])
  return <div ref={list}>{children}</div>
}
