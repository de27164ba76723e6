import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from './class-names'

export type TabLink = { href: string; label: ReactNode; active: boolean; lang?: string }

/** Tabs that are links: each has an address, and the browser's back button works. */
export function Tabs({ label, tabs, className }: { label: string; tabs: TabLink[]; className?: string }) {
  return (
    <nav aria-label={label} className={cn('flex gap-4 overflow-x-auto border-b border-line print:hidden', className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          lang={tab.lang}
          scroll={false}
          aria-current={tab.active ? 'page' : undefined}
          className={cn(
            '-mb-px inline-flex h-9 shrink-0 items-center gap-1.5 border-b-2 text-sm whitespace-nowrap',
            tab.active
              ? 'border-accent font-medium text-ink'
              : 'border-transparent text-muted hover:border-line-strong hover:text-ink',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
