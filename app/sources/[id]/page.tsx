import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { z } from 'zod'
import { CoverageNote } from '@/components/review/coverage-note'
import { formatBytes } from '@/components/source/format-bytes'
import { hrefOfParts, hrefOfSource } from '@/components/source/source-href'
import { Verbatim } from '@/components/source/verbatim'
import { readFilter, type SearchParams } from '@/components/table/read-filter'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { LangBadge } from '@/components/ui/lang-badge'
import { PageHeader } from '@/components/ui/page-header'
import { TimeText } from '@/components/ui/time-text'
import { requireViewer } from '@/lib/auth/viewer'
import { findCoverage } from '@/lib/query/review'
import { findSource } from '@/lib/query/sources'
import { hrefOf } from '@/lib/render/links'
import { SpanSchema } from '@/lib/schema/text'

type PageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> }

const readSource = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? findSource(await requireViewer(), id) : null,
)

/** `?span=120-188` marks these UTF-16 code units of the text. */
const AskedSchema = z.object({
  span: z
    .string()
    .transform((text) => text.split('-').map(Number))
    .pipe(SpanSchema)
    .optional(),
})

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const source = await readSource((await params).id)
  return { title: source ? `${source.origin ?? 'Pasted text'} · Source` : 'Unknown source' }
}

export default async function SourcePage({ params, searchParams }: PageProps) {
  await connection()
  const source = await readSource((await params).id)
  if (!source) notFound()
  const { span } = readFilter(AskedSchema, await searchParams)
  const coverage = await findCoverage(await requireViewer(), source.id)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Sources', href: '/sources' }]}
        title={source.origin ?? 'Pasted text'}
        description={
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge>{source.format}</Badge>
            {source.lang !== 'und' && <LangBadge lang={source.lang} />}
            <span>
              imported <TimeText at={source.importedAt} show="full" /> by {source.importedBy}
            </span>
            <span className="tabular-nums">{formatBytes(source.size)}</span>
            {coverage && <CoverageNote coverage={coverage} />}
            <span className="font-mono text-xs" title={`SHA-256 ${source.sha256}`}>
              sha-256 {source.sha256.slice(0, 12)}…
            </span>
            {source.parts > 0 && (
              <span>
                holds{' '}
                <Link href={hrefOfParts(source.id)} className="text-accent-ink underline">
                  {source.parts} {source.parts === 1 ? 'document' : 'documents'}
                </Link>
              </span>
            )}
            {source.partOf && (
              <span>
                part of{' '}
                <Link href={hrefOfSource(source.partOf.id)} className="text-accent-ink underline">
                  {source.partOf.origin ?? 'pasted text'}
                </Link>
              </span>
            )}
            {source.document && (
              <span>
                became{' '}
                <Link href={hrefOf(source.document.kind, source.document.slug)} className="text-accent-ink underline">
                  {source.document.title}
                </Link>
              </span>
            )}
          </div>
        }
        actions={<CopyButton text={source.text} label="Copy the text" />}
      />
      <Verbatim text={source.text} lang={source.lang} span={span ?? null} />
    </>
  )
}
