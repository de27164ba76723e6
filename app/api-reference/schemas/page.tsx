import type { Metadata } from 'next'
import { connection } from 'next/server'
import { FieldTable } from '@/components/api-reference/field-table'
import { ReferenceFrame } from '@/components/api-reference/reference-frame'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { findViewer } from '@/lib/auth/viewer'
import { reference } from '../reference'

export const metadata: Metadata = { title: 'Schemas · API reference' }

export default async function ApiSchemasPage() {
  await connection()
  const api = reference()
  return (
    <ReferenceFrame nouns={api.nouns} active="schemas" alone={(await findViewer()) === null}>
      <PageHeader
        breadcrumb={[{ label: 'API reference', href: '/api-reference' }]}
        title="Schemas"
        description="What answers are made of. New fields may be added; none is taken away."
      />
      <div className="flex flex-col gap-4">
        {api.schemas.map(({ name, fields }) => (
          <Panel key={name} id={name} title={name} className="scroll-mt-16">
            <FieldTable caption={`Fields of ${name}`} fields={fields} asked={false} />
          </Panel>
        ))}
      </div>
    </ReferenceFrame>
  )
}
