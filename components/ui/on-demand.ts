import { useSyncExternalStore } from 'react'

/** What nobody does without being there to use the page. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown'] as const

/** A part of the page's script that is not sent with it. */
export type OnDemand<Part> = {
  /** The part; null until it has come. */
  usePart: () => Part | null
  /** Asks for it, again when it could not be had before. */
  fetch: () => void
}

/**
 * A part that comes with the first sign of somebody who could want it: a page that is only read or loaded does not carry it, and whoever
 * opens a menu does not wait for it.
 */
export function onDemand<Part>(load: () => Promise<Part>): OnDemand<Part> {
  let part: Part | null = null
  let coming = false
  const listeners = new Set<() => void>()
  const ignore = () => SIGNS.forEach((sign) => window.removeEventListener(sign, fetch))
  function fetch() {
    if (part !== null || coming) return
    coming = true
    load().then(
      (loaded) => {
        part = loaded
        ignore()
        for (const listener of listeners) listener()
      },
      // The server may be away for a moment: the next sign asks again.
      () => {
        coming = false
      },
    )
  }
  function subscribe(listener: () => void) {
    listeners.add(listener)
    if (part === null) SIGNS.forEach((sign) => window.addEventListener(sign, fetch, { passive: true }))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) ignore()
    }
  }
  const read = () => part
  const onServer = () => null
  return { usePart: () => useSyncExternalStore(subscribe, read, onServer), fetch }
}
