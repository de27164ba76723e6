import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Role, Scope } from '@/lib/schema/viewer'
import type { SaySentences } from '../ui/said-refusal'
import { Logo } from './logo'
import { NavDrawer } from './nav-drawer'
import { NavLinks, type Waiting } from './nav-links'
import { Shortcuts } from './shortcuts'
import { ThemeSwitch } from './theme-switch'
import { UserMenu } from './user-menu'

type AppShellProps = {
  viewer: { name: string; role: Role; scope: Scope }
  signOut: () => Promise<void>
  say: SaySentences
  waiting: Waiting
  children: ReactNode
}

/** Sidebar, header and the page. On paper only the page remains. */
export function AppShell({ viewer, signOut, say, waiting, children }: AppShellProps) {
  const t = useTranslations('layout.appShell')
  const roles = useTranslations('labels.role')
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded bg-ink px-3 py-2 text-canvas focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <aside className="sticky top-0 hidden h-dvh w-52 shrink-0 flex-col overflow-y-auto border-r border-line bg-canvas px-2.5 pb-4 lg:flex print:hidden">
        <Link href="/" className="mb-2 flex h-13 items-center gap-2 px-2 text-base font-semibold tracking-tight">
          <Logo className="size-5" />
          Hindsight
        </Link>
        <NavLinks scope={viewer.scope} waiting={waiting} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b border-line bg-canvas/95 px-3 backdrop-blur sm:px-6 print:hidden">
          <NavDrawer scope={viewer.scope} waiting={waiting} />
          <Link href="/" aria-label={t('home')} className="flex size-8 items-center justify-center lg:hidden">
            <Logo className="size-5" />
          </Link>
          <Shortcuts scope={viewer.scope} say={say} />
          <div className="ml-auto flex items-center">
            <ThemeSwitch />
            <UserMenu name={viewer.name} role={roles(viewer.role)} signOut={signOut} />
          </div>
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[84rem] min-w-0 flex-1 px-3 pt-5 pb-16 outline-none sm:px-6 print:p-0"
        >
          {children}
        </main>
      </div>
    </div>
  )
}
