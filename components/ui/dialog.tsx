'use client'

import { useEffect, useState, type MouseEvent, type ReactNode } from 'react'
import { onDemand } from './on-demand'
import { withOpening } from './opener'

const dialogWindow = onDemand(() => import('./dialog-window'))

/**
 * A modal dialog. Give a `trigger`, or control it with `open` and `onOpenChange`. What has `data-first-focus` has the keyboard at first.
 * `className` says how wide it is, when not as wide as most.
 */
export function Dialog(props: {
  title: string
  description?: ReactNode
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
  children: ReactNode
}) {
  const { title, description, className, children } = props
  const [own, setOwn] = useState(false)
  const [pressed, setPressed] = useState<HTMLElement | null>(null)
  const open = props.open ?? own
  const onOpenChange = (next: boolean) => {
    setOwn(next)
    props.onOpenChange?.(next)
  }
  const show = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    setPressed(currentTarget)
    onOpenChange(true)
  }
  const parts = dialogWindow.usePart()
  useEffect(() => {
    if (open) dialogWindow.fetch()
  }, [open])
  return (
    <>
      {withOpening(props.trigger, show, { 'aria-haspopup': 'dialog', 'aria-expanded': open })}
      {parts && (
        <parts.DialogWindow {...{ title, description, className, pressed, open, onOpenChange }}>
          {children}
        </parts.DialogWindow>
      )}
    </>
  )
}

/** Wraps a button that closes the dialog it stands in. */
export function DialogClose(props: { asChild: true; children: ReactNode }) {
  const parts = dialogWindow.usePart()
  return parts && <parts.WindowClose {...props} />
}
