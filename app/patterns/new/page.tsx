import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { PatternEditor } from '@/components/pattern/pattern-editor'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { startPattern } from '@/lib/query/pattern-start'
import { listFamilies } from '@/lib/query/patterns'
import { checkCuesAction, previewPatternAction, reloadPatternAction, savePatternAction } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.patterns.new'))('title') }
}

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** `of`: the incident or skill that it is made of, as `incident:slug`. */
export default async function NewPatternPage({ searchParams }: PageProps) {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) notFound()
  const t = await getTranslations('pages.patterns.new')
  const patterns = await getTranslations('pages.patterns')
  const { of } = await searchParams
  const [, kind, slug] = /^(incident|skill):(.+)$/.exec(typeof of === 'string' ? of : '') ?? []
  const thing =
    slug === undefined ? null : { kind: kind === 'skill' ? ('skill' as const) : ('incident' as const), slug }
  const [start, families] = await Promise.all([startPattern(viewer, thing), listFamilies(viewer)])
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: patterns('title'), href: '/patterns' }]}
        title={t('title')}
        description={t('description')}
      />
      <PatternEditor
        start={start}
        version={0}
        families={families}
        actions={{
          save: savePatternAction,
          preview: previewPatternAction,
          check: checkCuesAction,
          reload: reloadPatternAction,
        }}
      />
    </>
  )
}
