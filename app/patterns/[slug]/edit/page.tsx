import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { PatternEditor } from '@/components/pattern/pattern-editor'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { findPattern, listFamilies } from '@/lib/query/patterns'
import { hrefOf } from '@/lib/render/links'
import { checkCuesAction, previewPatternAction, reloadPatternAction, savePatternAction } from '../../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.patterns.edit'))('pageTitle') }
}

export default async function EditPatternPage({ params }: { params: Promise<{ slug: string }> }) {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) notFound()
  const pattern = await findPattern(viewer, decodeURIComponent((await params).slug))
  if (!pattern) notFound()
  const t = await getTranslations('pages.patterns.edit')
  const patterns = await getTranslations('pages.patterns')
  const { slug, title, family, mechanism, body, cues, questions, controls } = pattern
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: patterns('title'), href: '/patterns' },
          { label: title, href: hrefOf('pattern', slug) },
        ]}
        title={t('title', { title })}
        description={pattern.ofTeam ? t('ofTeam') : t('ofProduct')}
      />
      <PatternEditor
        key={pattern.version}
        start={{ slug, title, family, mechanism, body, cues, questions, controls }}
        version={pattern.version}
        families={await listFamilies(viewer)}
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
