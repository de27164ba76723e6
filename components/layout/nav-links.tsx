'use client'

import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '../ui/class-names'
import type { Scope } from '@/lib/schema/viewer'
import { isUnder, MAIN_PAGES, OTHER_PAGES, pagesFor, type NavigationItem } from './navigation'

/** How many things wait on a page, by its address. */
export type Waiting = Readonly<Record<string, number>>

type NavListProps = { items: NavigationItem[]; path: string; waiting: Waiting; onNavigate?: () => void }

function NavList({ items, path, waiting, onNavigate }: NavListProps) {
  const t = useTranslations('layout.navLinks')
  const pages = useTranslations('layout.navigation')
  return (
    <ul className="flex flex-col gap-px">
      {items.map(({ href, name, icon: Icon, key, also = [] }) => {
        const current = [href, ...also].some((one) => isUnder(path, one))
        return (
          <li key={href}>
            <Link
              href={href}
              onClick={onNavigate}
              aria-current={current ? 'page' : undefined}
              title={key ? t('withKey', { page: pages(name), key }) : undefined}
              className={cn(
                'flex h-7 items-center gap-2.5 rounded-md px-2 text-sm',
                current ? 'bg-hover font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <Icon
                aria-hidden
                className={cn('size-4 shrink-0', current ? 'text-accent-ink' : 'text-faint')}
                strokeWidth={1.75}
              />
              {pages(name)}
              {(waiting[href] ?? 0) > 0 && (
                <span className="ml-auto rounded-full bg-accent-tint px-1.5 text-2xs font-medium text-accent-ink tabular-nums">
                  {waiting[href]}
                  <span className="sr-only"> {t('waiting')}</span>
                </span>
              )}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

type NavLinksProps = { scope: Scope; waiting: Waiting; onNavigate?: () => void }

/** The pages of the product that the viewer has a use for; `onNavigate` lets a drawer close itself. */
export function NavLinks({ scope, waiting, onNavigate }: NavLinksProps) {
  const t = useTranslations('layout.navLinks')
  const path = usePathname()
  return (
    <nav aria-label={t('main')} className="flex flex-col gap-4">
      <NavList items={pagesFor(MAIN_PAGES, scope)} path={path} waiting={waiting} onNavigate={onNavigate} />
      <div className="border-t border-line pt-4">
        <NavList items={pagesFor(OTHER_PAGES, scope)} path={path} waiting={waiting} onNavigate={onNavigate} />
      </div>
    </nav>
  )
}
