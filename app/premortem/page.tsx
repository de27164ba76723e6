import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { z } from 'zod'
import { NothingStored } from '@/components/import/nothing-stored'
import { PremortemForm } from '@/components/premortem/premortem-form'
import { PremortemList } from '@/components/premortem/premortem-list'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { isNothingStored } from '@/lib/query/home'
import { listPremortems } from '@/lib/query/premortem-history'
import { premortemAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.premortem'))('title') }
}

const AskedSchema = z.object({ text: z.string().trim().max(4000).default('') })

export default async function PremortemPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.premortem')
  const viewer = await requireViewer()
  const { text } = readFilter(AskedSchema, await searchParams)
  const rows = await listPremortems(viewer)
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {(await isNothingStored(viewer)) && <NothingStored>{t('nothingStored')}</NothingStored>}
      <PremortemForm text={text} hint={t(can(viewer, 'write') ? 'kept' : 'notKept')} ask={premortemAction} />
      {rows.length > 0 && (
        <Panel title={t('askedBefore')} id="history" count={rows.length} flush className="mt-6">
          <PremortemList rows={rows} />
        </Panel>
      )}
    </>
  )
}
