'use client'
import { createContext, useContext, useState, useSyncExternalStore, type ReactNode } from 'react'

/** Which side the person points at: the other side scrolls. */
type Origin = 'source' | 'form'
export type ActiveField = {
  field: string
  /** Other fields that come from the same place of the source. */
  also?: string[]
  origin: Origin
  scroll: boolean
  /** The message that was chosen in a conversation. */
  message?: string
} | null

/**
 * The field that is pointed at, in the source or in the form; while nothing is pointed at, the one with the focus. It
 * lives outside React's state: on a move of the mouse only the lines and fields concerned render again, in drafts with
 * thousands of them.
 */
class ActiveFieldStore {
  private pointed: ActiveField = null
  private focused: ActiveField = null
  private readonly listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
  readonly read = () => this.pointed ?? this.focused
  readonly point = (next: ActiveField) => {
    if (next?.field === this.pointed?.field && next?.origin === this.pointed?.origin && !next?.scroll) return
    this.pointed = next
    this.tell()
  }
  /** The focus counts at once and shows its place, whatever the mouse rests on. */
  readonly focus = (field: string | null) => {
    this.pointed = null
    this.focused = field === null ? null : { field, origin: 'form', scroll: true }
    this.tell()
  }
  /** What was chosen in the source stays marked until something else is pointed at or gets the focus. */
  readonly hold = (next: ActiveField) => {
    this.pointed = null
    this.focused = next
    this.tell()
  }
  private tell() {
    for (const listener of this.listeners) listener()
  }
}

const ActiveFieldContext = createContext<ActiveFieldStore | null>(null)

export function ActiveFieldProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => new ActiveFieldStore())
  return <ActiveFieldContext value={store}>{children}</ActiveFieldContext>
}

export function useActiveFieldStore(): ActiveFieldStore {
  const store = useContext(ActiveFieldContext)
  if (!store) throw new Error('useActiveFieldStore needs an ActiveFieldProvider above it')
  return store
}

/** What `select` makes of the active field; renders again only when that changes. */
export function useActiveField<T extends string | number | boolean | null>(select: (active: ActiveField) => T): T {
  const store = useActiveFieldStore()
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.read()),
    () => select(null),
  )
}

/** True when the source points at `field`, or at a part of it. */
export function isLit(active: ActiveField, field: string): boolean {
  if (active?.origin !== 'source') return false
  return [active.field, ...(active.also ?? [])].some((one) => isWithin(one, field))
}

/** True when `active` is `field` or a part of it. */
function isWithin(active: string, field: string): boolean {
  return active === field || active.startsWith(`${field}.`)
}
