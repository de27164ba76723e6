'use client'
import { useTranslations } from 'next-intl'
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { isTyping } from '@/components/table/is-typing'
import type { SeenItem } from '@/lib/schema/item-batch'

type Selection = {
  rows: readonly SeenItem[]
  chosen: ReadonlyMap<string, number>
  /** Chooses or leaves out a row; `range`: all rows from the one that was toggled last. */
  toggle: (id: string, range: boolean) => void
  choose: (items: readonly SeenItem[]) => void
}
const Context = createContext<Selection | null>(null)

/** The row that has the keyboard. */
function focusedId(): string | null {
  const row = document.activeElement?.closest('tr')
  return row?.querySelector<HTMLElement>('[data-choose]')?.dataset.choose ?? null
}

/**
 * Which rows of the table are chosen, with the version that was seen. Keys: x chooses the row that has the focus, Shift and x all rows
 * since the last one, a all rows of the page; Escape leaves them all.
 */
export function ItemSelection({ rows, children }: { rows: readonly SeenItem[]; children: ReactNode }) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map())
  const last = useRef<string | null>(null)
  const toggle = useCallback(
    (id: string, range: boolean) => {
      const at = rows.findIndex((row) => row.id === id)
      const from = range ? rows.findIndex((row) => row.id === last.current) : -1
      const some = from === -1 ? rows.slice(at, at + 1) : rows.slice(Math.min(at, from), Math.max(at, from) + 1)
      setChosen((before) => {
        const next = new Map(before)
        if (from === -1 && before.has(id)) next.delete(id)
        else for (const row of some) next.set(row.id, row.version)
        return next
      })
      last.current = id
    },
    [rows],
  )
  const choose = useCallback((items: readonly SeenItem[]) => {
    setChosen(new Map(items.map(({ id, version }) => [id, version])))
  }, [])
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
      const id = focusedId()
      if (event.key.toLowerCase() === 'x' && id !== null) toggle(id, event.shiftKey)
      else if (event.key === 'a') choose(rows)
      else if (event.key === 'Escape') choose([])
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [rows, toggle, choose])
  const value = useMemo(() => ({ rows, chosen, toggle, choose }), [rows, chosen, toggle, choose])
  return <Context value={value}>{children}</Context>
}

export function useItemSelection(): Selection {
  const context = useContext(Context)
  if (!context) throw new Error('useItemSelection needs an ItemSelection around it')
  return context
}

/** Chooses one row. */
export function ChooseRow({ id, title }: { id: string; title: string }) {
  const t = useTranslations('action-item.itemSelection')
  const { chosen, toggle } = useItemSelection()
  return (
    <input
      type="checkbox"
      data-choose={id}
      aria-label={t('choose', { title })}
      checked={chosen.has(id)}
      className="size-4 accent-(--accent)"
      // A click says whether Shift is held, a change does not.
      onClick={(event) => toggle(id, event.shiftKey)}
      onChange={() => undefined}
    />
  )
}

/** Chooses all rows of the page, or none. */
export function ChoosePage() {
  const t = useTranslations('action-item.itemSelection')
  const { rows, chosen, choose } = useItemSelection()
  const all = rows.length > 0 && rows.every(({ id }) => chosen.has(id))
  return (
    <input
      type="checkbox"
      aria-label={t('choosePage')}
      title={t('choosePageKey')}
      checked={all}
      disabled={rows.length === 0}
      className="size-4 align-middle accent-(--accent)"
      ref={(box) => {
        if (box) box.indeterminate = !all && rows.some(({ id }) => chosen.has(id))
      }}
      onChange={() => choose(all ? [] : rows)}
    />
  )
}
