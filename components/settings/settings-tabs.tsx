'use client'

import { usePathname } from 'next/navigation'
import { Tabs } from '../ui/tabs'

/** The pages of the settings that the viewer may see. */
export function SettingsTabs({ label, pages }: { label: string; pages: { href: string; label: string }[] }) {
  const path = usePathname()
  const current = (href: string) => path === href || (href !== '/settings' && path.startsWith(`${href}/`))
  return <Tabs label={label} className="mb-4" tabs={pages.map((page) => ({ ...page, active: current(page.href) }))} />
}
