import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { PatternEditor } from '@/components/pattern/pattern-editor'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { findPattern, listFamilies } from '@/lib/query/patterns'
import { hrefOf } from '@/lib/render/links'
import { checkCuesAction, previewPatternAction, reloadPatternAction, savePatternAction } from '../../actions'

export const metadata: Metadata = { title: 'Edit pattern' }

export default async function EditPatternPage({ params }: { params: Promise<{ slug: string }> }) {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) notFound()
  const pattern = await findPattern(viewer, decodeURIComponent((await params).slug))
  if (!pattern) notFound()
  const { slug, title, family, mechanism, body, cues, questions, controls } = pattern
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Patterns', href: '/patterns' },
          { label: title, href: hrefOf('pattern', slug) },
        ]}
        title={`Edit “${title}”`}
        description={
          pattern.ofTeam
            ? 'It is looked for anew in everything that is stored; what people have confirmed or rejected stays.'
            : 'It comes with the product. Once you have changed it, it is yours: updates of the product leave it alone.'
        }
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
