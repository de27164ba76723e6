'use client'
import { useSyncExternalStore } from 'react'

const stays = () => () => {}
const onApple = () => /Mac|iPhone|iPad/.test(navigator.userAgent)
const onServer = () => false

/** The name of the key that commands are given with: "⌘" on Apple's keyboards, "Ctrl" on all others. */
export function CommandKey() {
  return useSyncExternalStore(stays, onApple, onServer) ? '⌘' : 'Ctrl'
}
