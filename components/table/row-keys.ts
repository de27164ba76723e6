'use client'

import { useEffect, useRef, type RefObject } from 'react'
import { isTyping } from './is-typing'

const STEP: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }

function isElsewhere(target: EventTarget | null, body: HTMLElement, key: string): boolean {
  if (!(target instanceof HTMLElement) || target === document.body) return key.startsWith('Arrow')
  return isTyping(target) || (key.startsWith('Arrow') && !body.contains(target))
}

/**
 * Moves the focus between the row links of a table body: j and k from anywhere on the page, the arrows from inside the table.
 * It is real focus, so Enter opens, and a screen reader reads the row.
 */
export function useRowKeys(): RefObject<HTMLTableSectionElement | null> {
  const ref = useRef<HTMLTableSectionElement>(null)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const step = STEP[event.key]
      const body = ref.current
      if (!step || !body || event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return
      if (isElsewhere(event.target, body, event.key)) return
      const links = [...body.querySelectorAll<HTMLAnchorElement>('a[data-row-link]')]
      const row = document.activeElement?.closest('tr')
      const current = links.findIndex((link) => link.closest('tr') === row)
      const next = links[current === -1 ? (step > 0 ? 0 : links.length - 1) : current + step]
      if (!next) return
      event.preventDefault()
      next.focus({ preventScroll: true })
      next.closest('tr')?.scrollIntoView({ block: 'nearest' })
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return ref
}
