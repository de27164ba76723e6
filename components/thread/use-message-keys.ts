import { useEffect } from 'react'

const FIELD = /^(input|textarea|select)$/i

/** `j` goes to the next message and `k` to the one before, over what is folded; the address names where one is. */
export function useMessageKeys(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'j' && event.key !== 'k') return
      if (event.metaKey || event.ctrlKey || event.altKey) return
      const { target } = event
      if (target instanceof HTMLElement && (FIELD.test(target.tagName) || target.closest('[role=dialog]'))) return
      const shown = [...document.querySelectorAll<HTMLElement>('[data-message]')].filter((one) => one.checkVisibility())
      const current = document.activeElement?.closest<HTMLElement>('[data-message]') ?? null
      const at = current ? shown.indexOf(current) : -1
      const next = shown[event.key === 'j' ? at + 1 : at < 0 ? shown.length - 1 : at - 1]
      if (!next) return
      event.preventDefault()
      next.focus({ preventScroll: true })
      next.scrollIntoView({ block: 'center' })
      window.history.replaceState(null, '', `#${encodeURIComponent(next.id)}`)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
