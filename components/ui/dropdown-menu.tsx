'use client'

import { useState, type ComponentProps, type ReactNode } from 'react'
import type { CheckItem, Item } from './menu-parts'
import { onDemand } from './on-demand'
import { withOpening } from './opener'

const menuParts = onDemand(() => import('./menu-parts'))

/** A menu that opens from `trigger` (one button element). */
export function DropdownMenu(props: { trigger: ReactNode; align?: 'start' | 'end'; children: ReactNode }) {
  const [asked, setAsked] = useState<{ byKey: boolean } | null>(null)
  const parts = menuParts.usePart()
  if (parts && asked) {
    return (
      <parts.OpenMenu trigger={props.trigger} align={props.align ?? 'end'} byKey={asked.byKey}>
        {props.children}
      </parts.OpenMenu>
    )
  }
  return withOpening(
    props.trigger,
    // A click without a pointer is one of a key.
    ({ detail }) => {
      menuParts.fetch()
      setAsked({ byKey: detail === 0 })
    },
    { 'aria-haspopup': 'menu', 'aria-expanded': false },
  )
}

export function MenuItem(props: ComponentProps<typeof Item>) {
  const parts = menuParts.usePart()
  return parts && <parts.Item {...props} />
}

/** An entry that is on or off; the menu stays open. */
export function MenuCheckItem(props: ComponentProps<typeof CheckItem>) {
  const parts = menuParts.usePart()
  return parts && <parts.CheckItem {...props} />
}

export function MenuLabel(props: { children: ReactNode }) {
  const parts = menuParts.usePart()
  return parts && <parts.Label {...props} />
}

export function MenuSeparator() {
  const parts = menuParts.usePart()
  return parts && <parts.Separator />
}
