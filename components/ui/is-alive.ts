import { useSyncExternalStore } from 'react'

const stays = () => () => undefined
const inBrowser = () => true
const onServer = () => false

/** Whether the page answers to what somebody does: not yet in what the server sends, nor while that is brought to life. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(stays, inBrowser, onServer)
}
