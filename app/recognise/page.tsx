import type { Metadata } from 'next'
import { connection } from 'next/server'
import { z } from 'zod'
import { updateActionItemAction } from '@/app/action-items/actions'
import { RecogniseForm, type RecogniseAnswer } from '@/components/recognise/recognise-form'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { premortem, recognise } from '@/lib/query/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { premortemAction, recogniseAction } from './actions'

export const metadata: Metadata = { title: 'Recognise' }

const AskedSchema = z.object({
  mode: z.enum(['recognise', 'premortem']).default('recognise'),
  text: z.string().trim().max(4000).default(''),
})

async function answer(viewer: Viewer, { mode, text }: z.infer<typeof AskedSchema>): Promise<RecogniseAnswer | null> {
  if (text === '') return null
  return mode === 'recognise'
    ? { mode, value: await recognise(viewer, text) }
    : { mode, value: await premortem(viewer, text) }
}

export default async function RecognisePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await connection()
  const viewer = await requireViewer()
  const asked = readFilter(AskedSchema, await searchParams)
  return (
    <>
      <PageHeader
        title="Recognise"
        description="Have we had this before? Paste what you see, or what you are about to change."
      />
      <RecogniseForm
        initial={{ ...asked, answer: await answer(viewer, asked) }}
        actions={{ recognise: recogniseAction, premortem: premortemAction, updateActionItem: updateActionItemAction }}
        mayEdit={can(viewer, 'write')}
      />
    </>
  )
}
