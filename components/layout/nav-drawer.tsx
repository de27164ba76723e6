'use client'

import { Menu, X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { IconButton } from '../ui/button'
import type { Scope } from '@/lib/schema/viewer'
import { NavLinks, type Waiting } from './nav-links'

/** The navigation on narrow screens. */
export function NavDrawer({ scope, waiting }: { scope: Scope; waiting: Waiting }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <IconButton label="Open navigation" className="size-8 lg:hidden">
          <Menu aria-hidden className="!size-4" />
        </IconButton>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-[fade_120ms] bg-black/35" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-64 animate-[fade_120ms] flex-col overflow-y-auto border-r border-line-strong bg-surface p-3 shadow-float"
        >
          <div className="mb-3 flex items-center justify-between pl-2">
            <Dialog.Title className="text-base font-semibold">Hindsight</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close navigation">
                <X aria-hidden />
              </IconButton>
            </Dialog.Close>
          </div>
          <NavLinks scope={scope} waiting={waiting} onNavigate={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
