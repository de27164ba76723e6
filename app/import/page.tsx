import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { connection } from 'next/server'
import { z } from 'zod'
import { saySentencesAction } from '@/app/say-sentences'
import { ImportWorkbench } from '@/components/import/import-workbench'
import type { SearchParams } from '@/components/table/read-filter'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { env } from '@/lib/env'
import { writeRunDraft } from '@/lib/export/run-draft'
import { findModel } from '@/lib/integrations/model/client'
import { readPatterns } from '@/lib/query/patterns'
import { findRun } from '@/lib/query/skill-runs'
import type { Viewer } from '@/lib/schema/viewer'
import { listReadersAction, previewAction, saveAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.import'))('title') }
}

/** Said before somebody has pasted a text that they may not store. */
function ForEditors() {
  const t = useTranslations('pages.import')
  return (
    <>
      <PageHeader title={t('title')} description={t('summary')} />
      <EmptyState title={t('forEditors')}>{t('forEditorsStory')}</EmptyState>
    </>
  )
}

const RunSchema = z.object({ skill: z.string().max(200), run: z.string().max(60) })

/** The draft that is to be made of a run of a skill; null when none is asked for. */
async function readGiven(viewer: Viewer, params: SearchParams) {
  const { data } = RunSchema.safeParse(params)
  const run = data ? await findRun(viewer, data.skill, data.run) : null
  return run?.followed ? { text: writeRunDraft(run, env().baseUrl), restricted: run.restricted } : null
}

export default async function ImportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) return <ForEditors />
  const t = await getTranslations('pages.import')
  const [patterns, given] = await Promise.all([readPatterns(viewer), readGiven(viewer, await searchParams)])
  const patternTitles = Object.fromEntries(patterns.map((pattern) => [pattern.slug, pattern.title]))
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button asChild>
            <Link href="/sources/imports">{t('history')}</Link>
          </Button>
        }
      />
      <ImportWorkbench
        actions={{
          preview: previewAction,
          save: saveAction,
          listReaders: listReadersAction,
          sayRefusal: saySentencesAction,
        }}
        patternTitles={patternTitles}
        model={findModel()}
        given={given}
      />
    </>
  )
}
