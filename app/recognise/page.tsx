import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { z } from 'zod'
import { updateActionItemAction } from '@/app/action-items/actions'
import { NothingStored } from '@/components/import/nothing-stored'
import { RecogniseForm } from '@/components/recognise/recognise-form'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { isNothingStored } from '@/lib/query/home'
import { judgeAskedAction, recogniseAction } from './actions'
import { recogniseKept } from './recognise-kept'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.recognise'))('title') }
}

const AskedSchema = z.object({
  mode: z.enum(['recognise', 'premortem']).default('recognise'),
  text: z.string().trim().max(4000).default(''),
})

export default async function RecognisePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const t = await getTranslations('pages.recognise')
  const viewer = await requireViewer()
  const { mode, text } = readFilter(AskedSchema, await searchParams)
  // Plans have a page of their own; links that were sent before lead there.
  if (mode === 'premortem') redirect(text === '' ? '/premortem' : `/premortem?${new URLSearchParams({ text })}`)
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button asChild>
            <Link href="/recognise/history">{t('toHistory')}</Link>
          </Button>
        }
      />
      {(await isNothingStored(viewer)) && <NothingStored>{t('nothingStored')}</NothingStored>}
      <RecogniseForm
        initial={{ text, answer: text === '' ? null : await recogniseKept(viewer, text) }}
        actions={{
          recognise: recogniseAction,
          updateActionItem: updateActionItemAction,
          judge: judgeAskedAction,
        }}
        mayEdit={can(viewer, 'write')}
      />
    </>
  )
}
