import { useEffect, useRef } from 'react'

export type RunKeys = {
  next: () => void
  previous: () => void
  copy: () => void
  exit: () => void
  note: () => void
  end: () => void
}

export const RUN_KEYS: Record<string, keyof RunKeys> = {
  n: 'next',
  p: 'previous',
  c: 'copy',
  x: 'exit',
  '/': 'note',
  e: 'end',
}

/**
 * The keys of a run. While something is typed they are the field's own. They come before those of the whole product: `/` notes here. A
 * key after `g` is half of a way to another page.
 */
export function useRunKeys(keys: RunKeys | null): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    let after = Number.NEGATIVE_INFINITY
    function onKeyDown(event: KeyboardEvent) {
      const element = event.target instanceof HTMLElement ? event.target : null
      if (event.metaKey || event.ctrlKey || event.altKey || element?.closest('[role=dialog],[role=menu]')) return
      if (element && (element.isContentEditable || /^(?:input|textarea|select)$/i.test(element.tagName))) return
      const isSecond = performance.now() - after < 1200
      after = event.key === 'g' ? performance.now() : Number.NEGATIVE_INFINITY
      const name = isSecond ? undefined : RUN_KEYS[event.key]
      if (!name || !latest.current) return
      event.preventDefault()
      event.stopPropagation()
      latest.current[name]()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
