'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'
import { IconButton } from '../ui/button'
import { DropdownMenu, MenuItem } from '../ui/dropdown-menu'

const THEMES = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'As the system', icon: Monitor },
]

export function ThemeSwitch() {
  const { setTheme } = useTheme()
  return (
    <DropdownMenu
      trigger={
        <IconButton label="Theme" className="size-8">
          <Sun aria-hidden className="!size-4 dark:hidden" />
          <Moon aria-hidden className="hidden !size-4 dark:block" />
        </IconButton>
      }
    >
      {THEMES.map(({ value, label, icon: Icon }) => (
        <MenuItem key={value} onSelect={() => setTheme(value)}>
          <Icon aria-hidden />
          {label}
        </MenuItem>
      ))}
    </DropdownMenu>
  )
}
