'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '../ui/class-names'
import { isUnder, MAIN_PAGES, OTHER_PAGES, type NavigationItem } from './navigation'

function NavList({ items, path, onNavigate }: { items: NavigationItem[]; path: string; onNavigate?: () => void }) {
  return (
    <ul className="flex flex-col gap-px">
      {items.map(({ href, label, icon: Icon, key, also = [] }) => {
        const current = [href, ...also].some((one) => isUnder(path, one))
        return (
          <li key={href}>
            <Link
              href={href}
              onClick={onNavigate}
              aria-current={current ? 'page' : undefined}
              title={key ? `${label} (g then ${key})` : undefined}
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
              {label}
            </Link>
          </li>
        )
      })}
    </ul>
  )
}

/** The pages of the product; `onNavigate` lets a drawer close itself. */
export function NavLinks({ onNavigate }: { onNavigate?: () => void }) {
  const path = usePathname()
  return (
    <nav aria-label="Main" className="flex flex-col gap-4">
      <NavList items={MAIN_PAGES} path={path} onNavigate={onNavigate} />
      <div className="border-t border-line pt-4">
        <NavList items={OTHER_PAGES} path={path} onNavigate={onNavigate} />
      </div>
    </nav>
  )
}
