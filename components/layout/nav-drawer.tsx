'use client'

import { Menu } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { IconButton } from '../ui/button'
import { onDemand } from '../ui/on-demand'
import type { Scope } from '@/lib/schema/viewer'
import type { Waiting } from './nav-links'

const navPanel = onDemand(() => import('./nav-panel'))

/** The navigation on narrow screens. */
export function NavDrawer({ scope, waiting }: { scope: Scope; waiting: Waiting }) {
  const t = useTranslations('layout.navDrawer')
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const parts = navPanel.usePart()
  return (
    <>
      <IconButton
        ref={button}
        label={t('open')}
        className="size-8 lg:hidden"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          navPanel.fetch()
          setOpen(true)
        }}
      >
        <Menu aria-hidden className="!size-4" />
      </IconButton>
      {parts && <parts.NavPanel {...{ scope, waiting, open, onOpenChange: setOpen, opener: button }} />}
    </>
  )
}
