import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { IncidentTable } from '@/components/incident/incident-table'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { TableFilter } from '@/components/table/table-filter'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { listIncidents } from '@/lib/query/incidents'
import { listIncidentLanguages } from '@/lib/query/languages'
import { listPatternsOfIncidents } from '@/lib/query/patterns'
import { IncidentFilterSchema, type IncidentFilter } from '@/lib/schema/incident'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.incidents'))('title') }
}

const isFiltered = ({ q, pattern, lang, status, visibility, from, to }: IncidentFilter) =>
  [q, pattern, lang, status, visibility, from, to].some((value) => value !== undefined)

export default async function IncidentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.incidents')
  const viewer = await requireViewer()
  const filter = readFilter(IncidentFilterSchema, await searchParams)
  const [page, patterns, langs] = await Promise.all([
    listIncidents(viewer, filter),
    listPatternsOfIncidents(viewer, filter.pattern),
    listIncidentLanguages(viewer),
  ])
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button asChild variant="primary">
            <Link href="/import">{t('import')}</Link>
          </Button>
        }
      />
      <TableFilter filter={filter} defaults={IncidentFilterSchema.parse({})}>
        <IncidentTable
          rows={page.items}
          total={page.total}
          patterns={patterns}
          langs={langs}
          filtered={isFiltered(filter)}
        />
      </TableFilter>
    </>
  )
}
