import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { updateActionItemAction } from '@/app/action-items/actions'
import { ActionItemEditing } from '@/components/action-item/action-item-editing'
import { PremortemAnswer } from '@/components/premortem/premortem-answer'
import { RemoveKept } from '@/components/recognise/remove-kept'
import { CopyButton } from '@/components/ui/copy-button'
import { PageHeader } from '@/components/ui/page-header'
import { TimeText } from '@/components/ui/time-text'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { env } from '@/lib/env'
import { sentencesIn } from '@/lib/intl/sentences'
import { findPremortem } from '@/lib/query/premortem-history'
import { premortemMarkdown } from '@/lib/render/premortem-markdown'
import { removePremortemAction, tickPremortemAction } from '../actions'
import { sayPremortem } from '../say-premortem'

type PageProps = { params: Promise<{ id: string }> }

const readPremortem = cache(async (id: string) => findPremortem(await requireViewer(), id))

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const kept = await readPremortem((await params).id)
  const t = await getTranslations('pages.premortem.keptPage')
  return { title: kept ? t('titleOf', { title: kept.title }) : t('unknown') }
}

export default async function KeptPremortemPage({ params }: PageProps) {
  await connection()
  const viewer = await requireViewer()
  const kept = await readPremortem((await params).id)
  if (!kept) notFound()
  const t = await getTranslations('pages.premortem.keptPage')
  const premortems = await getTranslations('pages.premortem')
  const { id, at, byName, title, text, answer, ticked, mayRemove } = kept
  const mayEdit = can(viewer, 'write')
  const address = `${env().baseUrl}/premortem/${id}`
  const markdown = premortemMarkdown(answer, env().baseUrl, new Set(ticked))
  return (
    <>
      <PageHeader
        title={title}
        breadcrumb={[{ label: premortems('title'), href: '/premortem' }]}
        description={t.rich('askedBy', { name: byName, time: () => <TimeText at={at} /> })}
        actions={
          <>
            <CopyButton text={address} label={t('copyLink')} />
            {mayRemove && (
              <RemoveKept
                kind="pre-mortem"
                description={t('removeHint')}
                remove={removePremortemAction.bind(null, id)}
                leadTo="/premortem"
              />
            )}
          </>
        }
      />
      <ActionItemEditing update={updateActionItemAction} mayEdit={mayEdit}>
        <PremortemAnswer
          answer={sayPremortem(answer, sentencesIn(await getLocale()))}
          ticked={ticked}
          tick={mayEdit ? tickPremortemAction.bind(null, id) : undefined}
          actions={<CopyButton text={markdown} label={t('copyMarkdown')} />}
        />
      </ActionItemEditing>
      <details className="mt-6 rounded-lg border border-line bg-surface">
        <summary className="cursor-pointer px-4 py-2.5 text-sm font-semibold">{t('plan')}</summary>
        <pre className="border-t border-line px-4 py-3 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
          {text}
        </pre>
      </details>
    </>
  )
}
