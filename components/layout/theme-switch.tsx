'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useTheme } from 'next-themes'
import { IconButton } from '../ui/button'
import { DropdownMenu, MenuItem } from '../ui/dropdown-menu'

const THEMES = [
  { value: 'light', icon: Sun },
  { value: 'dark', icon: Moon },
  { value: 'system', icon: Monitor },
] as const

export function ThemeSwitch() {
  const t = useTranslations('layout.themeSwitch')
  const { setTheme } = useTheme()
  return (
    <DropdownMenu
      trigger={
        <IconButton label={t('theme')} className="size-8">
          <Sun aria-hidden className="!size-4 dark:hidden" />
          <Moon aria-hidden className="hidden !size-4 dark:block" />
        </IconButton>
      }
    >
      {THEMES.map(({ value, icon: Icon }) => (
        <MenuItem key={value} onSelect={() => setTheme(value)}>
          <Icon aria-hidden />
          {t(value)}
        </MenuItem>
      ))}
    </DropdownMenu>
  )
}
