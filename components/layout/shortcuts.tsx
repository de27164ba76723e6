'use client'

import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Scope } from '@/lib/schema/viewer'
import { CommandKey } from '../ui/command-key'
import { Kbd } from '../ui/kbd'
import type { SaySentences } from '../ui/said-refusal'
import { MAIN_PAGES, pagesFor } from './navigation'

// Loaded when first opened: most page views never need them.
const CommandPalette = lazy(() => import('./command-palette').then((m) => ({ default: m.CommandPalette })))
const ShortcutsHelp = lazy(() => import('./shortcuts-help').then((m) => ({ default: m.ShortcutsHelp })))

/** How long after `g` the second key counts, in milliseconds. */
const CHORD_MS = 1200

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    /^(input|textarea|select)$/i.test(target.tagName) ||
    target.closest('[role=dialog]') !== null
  )
}

type Open = 'palette' | 'help' | null

/** Listens for the shortcuts of the whole product. Keys typed into a field or a dialog are the field's own. */
function useShortcuts(setOpen: (open: Open) => void, scope: Scope): void {
  const router = useRouter()
  const chordAt = useRef(0)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        setOpen('palette')
        return
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      const chord = performance.now() - chordAt.current < CHORD_MS
      chordAt.current = 0
      const page = chord ? pagesFor(MAIN_PAGES, scope).find(({ key }) => key === event.key) : undefined
      if (page) router.push(page.href)
      else if (event.key === 'g') chordAt.current = performance.now()
      else if (event.key === '?') setOpen('help')
      else if (event.key === '/') setOpen('palette')
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [router, setOpen, scope])
}

/** The search trigger in the header, with the palette and the shortcuts behind it. */
export function Shortcuts({ scope, say }: { scope: Scope; say: SaySentences }) {
  const t = useTranslations('layout.shortcuts')
  const [open, setOpen] = useState<Open>(null)
  useShortcuts(setOpen, scope)
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen('palette')}
        aria-label={t('label')}
        className="flex h-8 w-full max-w-96 min-w-0 items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-faint hover:border-control"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{t('placeholder')}</span>
        <span className="ml-auto hidden sm:block">
          <Kbd>
            <CommandKey />
            {' K'}
          </Kbd>
        </span>
      </button>
      <Suspense fallback={null}>
        {open === 'palette' ? <CommandPalette scope={scope} say={say} onClose={() => setOpen(null)} /> : null}
        {open === 'help' ? <ShortcutsHelp scope={scope} open onOpenChange={() => setOpen(null)} /> : null}
      </Suspense>
    </>
  )
}
