import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { Operation } from '@/components/api-reference/operation'
import { ReferenceFrame } from '@/components/api-reference/reference-frame'
import { PageHeader } from '@/components/ui/page-header'
import { findViewer } from '@/lib/auth/viewer'
import { reference } from '../reference'

type Props = { params: Promise<{ noun: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { noun } = await params
  const t = await getTranslations('pages.api-reference')
  return { title: t('nounTitle', { noun: reference().nouns.find(({ slug }) => slug === noun)?.name ?? 'API' }) }
}

export default async function ApiNounPage({ params }: Props) {
  await connection()
  const t = await getTranslations('pages.api-reference')
  const { noun: wanted } = await params
  const api = reference()
  const noun = api.nouns.find(({ slug }) => slug === wanted)
  if (!noun) notFound()
  return (
    <ReferenceFrame nouns={api.nouns} active={noun.slug} alone={(await findViewer()) === null}>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/api-reference' }]}
        title={noun.name}
        description={<span lang="en">{noun.about}</span>}
        lang="en"
      />
      <div className="flex flex-col gap-5">
        {noun.operations.map((operation) => (
          <Operation key={operation.id} operation={operation} />
        ))}
      </div>
    </ReferenceFrame>
  )
}
