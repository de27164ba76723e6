import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { MeaningPanel } from './meaning-panel'
import { SlackPanels } from './slack-panels'

export const metadata: Metadata = { title: 'Connections' }

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
