'use client'
import { useIsAlive } from './is-alive'

/** The name of the key that commands are given with: "⌘" on Apple's keyboards, "Ctrl" on all others. */
export function CommandKey() {
  return useIsAlive() && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
}
