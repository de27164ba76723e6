'use client'
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react'
import { forgetAllKept, forgetKept, readKept, writeKept } from './kept-store'

/** Who types; null outside a session. */
const OwnerContext = createContext<string | null>(null)

/** Below it what is typed in editors is kept in the browser for this person until it is saved. */
export function KeptOwner({ owner, children }: { owner: string | null; children: ReactNode }) {
  return <OwnerContext value={owner}>{children}</OwnerContext>
}

/** A function that forgets everything that the person has typed and not saved, for signing out. */
export function useForgetAll(): () => void {
  const owner = useContext(OwnerContext)
  return useCallback(() => {
    if (owner !== null) forgetAllKept(window.localStorage, owner)
  }, [owner])
}

export type Kept<T> = {
  /** What was typed before the page was left, until it is restored or discarded. */
  offered: { at: number; value: T } | null
  /** Keeps what is typed now. */
  keep: (value: T) => void
  /** It is saved, or not wanted: nothing is kept any more. */
  forget: () => void
  /** The offer has been taken: it goes on being kept. */
  taken: () => void
}

/**
 * Keeps what is typed about a thing (`incident:slug`) while the server is away, over reloads and new releases. `read` gives what was kept
 * as this editor takes it, null when it cannot any more; it has to be the same function at each rendering.
 */
export function useKept<T>(thing: string, read: (value: unknown) => T | null): Kept<T> {
  const owner = useContext(OwnerContext)
  const [offered, setOffered] = useState<Kept<T>['offered']>(null)
  useEffect(() => {
    const kept = owner === null ? null : readKept(window.localStorage, owner, thing, Date.now())
    const value = kept && read(kept.value)
    setOffered(kept && value !== null ? { at: kept.at, value } : null)
  }, [owner, thing, read])
  const keep = useCallback(
    (value: T) => {
      if (owner !== null) writeKept(window.localStorage, owner, thing, { at: Date.now(), value })
    },
    [owner, thing],
  )
  const taken = useCallback(() => setOffered(null), [])
  const forget = useCallback(() => {
    setOffered(null)
    if (owner !== null) forgetKept(window.localStorage, owner, thing)
  }, [owner, thing])
  return { offered, keep, forget, taken }
}
