import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { MeaningPanel } from './meaning-panel'
import { SlackPanels } from './slack-panels'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsConnections') }
}

export default async function ConnectionsPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) notFound()
  return (
    <>
      <SlackPanels viewer={viewer} />
      <MeaningPanel viewer={viewer} />
    </>
  )
}
