import type { Metadata } from 'next'
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
  return { title: `${reference().nouns.find(({ slug }) => slug === noun)?.name ?? 'API'} · API reference` }
}

export default async function ApiNounPage({ params }: Props) {
  await connection()
  const { noun: wanted } = await params
  const api = reference()
  const noun = api.nouns.find(({ slug }) => slug === wanted)
  if (!noun) notFound()
  return (
    <ReferenceFrame nouns={api.nouns} active={noun.slug} alone={(await findViewer()) === null}>
      <PageHeader
        breadcrumb={[{ label: 'API reference', href: '/api-reference' }]}
        title={noun.name}
        description={noun.about}
      />
      <div className="flex flex-col gap-5">
        {noun.operations.map((operation) => (
          <Operation key={operation.id} operation={operation} />
        ))}
      </div>
    </ReferenceFrame>
  )
}
