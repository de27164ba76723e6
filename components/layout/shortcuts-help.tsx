'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import type { Scope } from '@/lib/schema/viewer'
import { MAIN_PAGES, pagesFor } from './navigation'

const SHORTCUTS = [
  { name: 'commands', keys: ['⌘ K', 'Ctrl K'] },
  { name: 'search', keys: ['/'] },
  { name: 'rows', keys: ['j', 'k'] },
  { name: 'openRow', keys: ['Enter'] },
  { name: 'messages', keys: ['j', 'k'] },
  { name: 'fields', keys: ['j', 'k'] },
  { name: 'confirm', keys: ['Enter', 'c'] },
  { name: 'edit', keys: ['e', 'Ctrl ↵'] },
  { name: 'undo', keys: ['u', 'Esc'] },
  { name: 'help', keys: ['?'] },
] as const

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="flex min-h-7 items-center justify-between gap-4">
      <dt className="text-muted">{label}</dt>
      <dd className="flex items-center gap-1">{children}</dd>
    </div>
  )
}

type ShortcutsHelpProps = { scope: Scope; open: boolean; onOpenChange: (open: boolean) => void }

export function ShortcutsHelp({ scope, open, onOpenChange }: ShortcutsHelpProps) {
  const t = useTranslations('layout.shortcutsHelp')
  const pages = useTranslations('layout.navigation')
  return (
    <Dialog title={t('title')} open={open} onOpenChange={onOpenChange} className="w-[min(46rem,calc(100vw-2rem))]">
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {SHORTCUTS.map(({ name, keys }) => (
          <Row key={name} label={t(name)}>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </Row>
        ))}
        {pagesFor(MAIN_PAGES, scope).map(({ href, name, key }) =>
          key ? (
            <Row key={href} label={t('goTo', { page: pages(name) })}>
              <Kbd>g</Kbd>
              <Kbd>{key}</Kbd>
            </Row>
          ) : null,
        )}
      </dl>
    </Dialog>
  )
}
