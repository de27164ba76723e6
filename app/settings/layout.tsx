import { connection } from 'next/server'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ClientWords } from '@/components/layout/client-words'
import { SETTINGS_PAGES } from '@/components/settings/settings-pages'
import { SettingsTabs } from '@/components/settings/settings-tabs'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  await connection()
  const viewer = await requireViewer()
  const t = await getTranslations('pages.settings')
  const pages = SETTINGS_PAGES.filter((page) => can(viewer, page.needs)).map(({ href, name }) => ({
    href,
    label: t(`tabs.${name}`),
  }))
  return (
    <ClientWords part="settings">
      <PageHeader title={t('title')} />
      <SettingsTabs label={t('title')} pages={pages} />
      <div className="max-w-4xl space-y-4">{children}</div>
    </ClientWords>
  )
}
