import { useEffect, useRef } from 'react'

export type ReviewKeys = {
  next: () => void
  previous: () => void
  confirm: () => void
  edit: () => void
  save: () => void
  undo: () => void
  leave: () => void
}

const KEYS: Record<string, keyof ReviewKeys> = {
  j: 'next',
  ArrowDown: 'next',
  ArrowRight: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  c: 'confirm',
  Enter: 'confirm',
  e: 'edit',
  u: 'undo',
  Escape: 'leave',
}

/**
 * The keys of the walk. While something is typed they are the field's own, but for Escape and, with Control or Command, Enter;
 * on a button Enter is the button's, in the source text the arrows scroll.
 */
export function useReviewKeys(keys: ReviewKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { target } = event
      const element = target instanceof HTMLElement ? target : null
      if (event.defaultPrevented || element?.closest('[role=dialog]')) return
      const typing =
        element !== null && (element.isContentEditable || /^(?:input|textarea|select)$/i.test(element.tagName))
      const withControl = event.ctrlKey || event.metaKey
      const name = withControl
        ? event.key === 'Enter'
          ? 'save'
          : undefined
        : event.altKey
          ? undefined
          : KEYS[event.key]
      if (!name || (typing && name !== 'save' && name !== 'leave')) return
      const onControl = element?.closest('button, a, [role=region]')
      if (onControl && (event.key === 'Enter' || event.key.startsWith('Arrow'))) return
      event.preventDefault()
      latest.current[name]()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
