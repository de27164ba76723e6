import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { SETTINGS_PAGES } from '@/components/settings/settings-pages'
import { SettingsTabs } from '@/components/settings/settings-tabs'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  await connection()
  const viewer = await requireViewer()
  const pages = SETTINGS_PAGES.filter((page) => can(viewer, page.needs)).map(({ href, label }) => ({ href, label }))
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs pages={pages} />
      <div className="max-w-4xl space-y-4">{children}</div>
    </>
  )
}
