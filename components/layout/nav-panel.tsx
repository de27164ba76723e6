'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Dialog } from 'radix-ui'
import type { RefObject } from 'react'
import { IconButton } from '../ui/button'
import type { Scope } from '@/lib/schema/viewer'
import { NavLinks, type Waiting } from './nav-links'

/** What a `NavDrawer` shows while it is open. */
export function NavPanel(props: {
  scope: Scope
  waiting: Waiting
  open: boolean
  onOpenChange: (open: boolean) => void
  /** What has the keyboard again afterwards. */
  opener: RefObject<HTMLElement | null>
}) {
  const t = useTranslations('layout.navDrawer')
  const { scope, waiting, open, onOpenChange, opener } = props
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-[fade_120ms] bg-black/35" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            opener.current?.focus()
          }}
          className="fixed inset-y-0 left-0 z-50 flex w-64 animate-[fade_120ms] flex-col overflow-y-auto border-r border-line-strong bg-surface p-3 shadow-float"
        >
          <div className="mb-3 flex items-center justify-between pl-2">
            <Dialog.Title className="text-base font-semibold">Hindsight</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t('close')}>
                <X aria-hidden />
              </IconButton>
            </Dialog.Close>
          </div>
          <NavLinks scope={scope} waiting={waiting} onNavigate={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
