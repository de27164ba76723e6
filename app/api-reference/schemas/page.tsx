import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { connection } from 'next/server'
import { FieldTable } from '@/components/api-reference/field-table'
import { ReferenceFrame } from '@/components/api-reference/reference-frame'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { findViewer } from '@/lib/auth/viewer'
import { reference } from '../reference'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.api-reference.schemas'))('pageTitle') }
}

export default async function ApiSchemasPage() {
  await connection()
  const t = await getTranslations('pages.api-reference')
  const api = reference()
  return (
    <ReferenceFrame nouns={api.nouns} active="schemas" alone={(await findViewer()) === null}>
      <PageHeader
        breadcrumb={[{ label: t('title'), href: '/api-reference' }]}
        title={t('schemas.title')}
        description={t('schemas.description')}
      />
      <div className="flex flex-col gap-4">
        {api.schemas.map(({ name, fields }) => (
          <Panel key={name} id={name} title={name} className="scroll-mt-16">
            <FieldTable caption={t('schemas.fieldsOf', { name })} fields={fields} asked={false} />
          </Panel>
        ))}
      </div>
    </ReferenceFrame>
  )
}
