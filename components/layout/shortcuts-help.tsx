'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'
import type { Scope } from '@/lib/schema/viewer'
import { MAIN_PAGES, pagesFor } from './navigation'

const SHORTCUTS: { label: string; keys: string[] }[] = [
  { label: 'Commands and quick search', keys: ['⌘ K', 'Ctrl K'] },
  { label: 'Search', keys: ['/'] },
  { label: 'Next and previous row of a table', keys: ['j', 'k'] },
  { label: 'Open the row', keys: ['Enter'] },
  { label: 'Thread: next and previous message', keys: ['j', 'k'] },
  { label: 'Review: next and previous field', keys: ['j', 'k'] },
  { label: 'Review: confirm the field', keys: ['Enter', 'c'] },
  { label: 'Review: edit and save', keys: ['e', 'Ctrl ↵'] },
  { label: 'Review: undo the last decision, go back', keys: ['u', 'Esc'] },
  { label: 'This help', keys: ['?'] },
]

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
  const pages = useTranslations('layout.navigation')
  return (
    <Dialog
      title="Keyboard shortcuts"
      open={open}
      onOpenChange={onOpenChange}
      className="w-[min(46rem,calc(100vw-2rem))]"
    >
      <dl className="grid gap-x-8 sm:grid-cols-2">
        {SHORTCUTS.map(({ label, keys }) => (
          <Row key={label} label={label}>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </Row>
        ))}
        {pagesFor(MAIN_PAGES, scope).map(({ href, name, key }) =>
          key ? (
            <Row key={href} label={`Go to ${pages(name)}`}>
              <Kbd>g</Kbd>
              <Kbd>{key}</Kbd>
            </Row>
          ) : null,
        )}
      </dl>
    </Dialog>
  )
}
