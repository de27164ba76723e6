'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog as Primitive } from 'radix-ui'
import { useRef, type ReactNode } from 'react'
import { IconButton } from './button'
import { cn } from './class-names'

export const WindowClose = Primitive.Close

/** What had the keyboard when a dialog opened; for an entry of a menu, which is gone with its menu, the button of the menu. */
function openerOf(active: Element | null): HTMLElement | null {
  const menu = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  const opener = menu ? document.getElementById(menu) : active
  return opener instanceof HTMLElement && opener !== document.body ? opener : null
}

/** What a `Dialog` shows while it is open. */
export function DialogWindow(props: {
  title: string
  description?: ReactNode
  open: boolean
  onOpenChange: (open: boolean) => void
  className?: string
  /** What was pressed to open it: browsers that do not give the keyboard to a pressed button cannot say so themselves. */
  pressed: HTMLElement | null
  children: ReactNode
}) {
  const t = useTranslations('ui.dialogWindow')
  const opener = useRef<HTMLElement | null>(null)
  return (
    <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-50 animate-[fade_120ms] bg-black/35" />
        <Primitive.Content
          {...(props.description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={(event) => {
            opener.current = openerOf(document.activeElement) ?? props.pressed
            const first =
              event.currentTarget instanceof HTMLElement
                ? event.currentTarget.querySelector('[data-first-focus]')
                : null
            if (!(first instanceof HTMLElement)) return
            event.preventDefault()
            first.focus()
          }}
          onCloseAutoFocus={(event) => {
            if (!opener.current?.isConnected) return
            event.preventDefault()
            opener.current.focus()
          }}
          className={cn(
            'fixed top-[12vh] left-1/2 z-50 flex max-h-[80vh] -translate-x-1/2 animate-[appear_140ms_ease-out] flex-col rounded-lg border border-line-strong bg-surface shadow-float',
            props.className ?? 'w-[min(34rem,calc(100vw-2rem))]',
          )}
        >
          <div className="flex items-start justify-between gap-3 border-b border-line px-4 py-3">
            <div className="min-w-0">
              <Primitive.Title className="text-base font-semibold">{props.title}</Primitive.Title>
              {props.description ? (
                <Primitive.Description className="mt-0.5 text-sm text-muted">{props.description}</Primitive.Description>
              ) : null}
            </div>
            <Primitive.Close asChild>
              <IconButton label={t('close')}>
                <X aria-hidden />
              </IconButton>
            </Primitive.Close>
          </div>
          {/* Focusable, so that a long text without anything to focus can be scrolled by keyboard. */}
          <div className="min-h-0 overflow-y-auto px-4 py-4" tabIndex={0} role="region" aria-label={props.title}>
            {props.children}
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
