'use client'

import { KeyRound, LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { startTransition } from 'react'
import { useForgetAll } from '../kept/use-kept'
import { LocaleItems } from './locale-switch'
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '../ui/dropdown-menu'

export function UserMenu({ name, role, signOut }: { name: string; role: string; signOut: () => Promise<void> }) {
  const t = useTranslations('layout.userMenu')
  const forgetAll = useForgetAll()
  const initial = name.trim().charAt(0).toUpperCase() || '?'
  return (
    <DropdownMenu
      trigger={
        <button
          type="button"
          aria-label={t('account', { name })}
          title={name}
          className="flex size-8 items-center justify-center rounded-md hover:bg-hover"
        >
          <span className="flex size-6 items-center justify-center rounded-full border border-accent-line bg-accent-tint text-xs font-semibold text-accent-ink">
            {initial}
          </span>
        </button>
      }
    >
      <MenuLabel>
        <span className="block max-w-56 truncate text-sm font-medium text-ink">{name}</span>
        {role}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem asChild>
        <Link href="/settings">
          <KeyRound aria-hidden />
          {t('settings')}
        </Link>
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{t('language')}</MenuLabel>
      <LocaleItems />
      <MenuSeparator />
      <MenuItem
        onSelect={() => {
          forgetAll()
          startTransition(signOut)
        }}
      >
        <LogOut aria-hidden />
        {t('signOut')}
      </MenuItem>
    </DropdownMenu>
  )
}
