import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache, type ReactNode } from 'react'
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
  const t = await getTranslations('pages.sources')
  return { title: source ? t('source.title', { title: source.origin ?? t('pasted') }) : t('source.unknown') }
}

/** The link in a sentence. */
function linkTo(href: string) {
  return function SourceLink(chunks: ReactNode) {
    return (
      <Link href={href} className="text-accent-ink underline">
        {chunks}
      </Link>
    )
  }
}

export default async function SourcePage({ params, searchParams }: PageProps) {
  await connection()
  const source = await readSource((await params).id)
  if (!source) notFound()
  const sources = await getTranslations('pages.sources')
  const t = await getTranslations('pages.sources.source')
  const { span } = readFilter(AskedSchema, await searchParams)
  const coverage = await findCoverage(await requireViewer(), source.id)
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: sources('title'), href: '/sources' }]}
        title={source.origin ?? sources('pasted')}
        description={
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge>{source.format}</Badge>
            {source.lang !== 'und' && <LangBadge lang={source.lang} />}
            <span>
              {t.rich('imported', {
                time: () => <TimeText at={source.importedAt} show="full" />,
                by: source.importedBy,
              })}
            </span>
            <span className="tabular-nums">{formatBytes(source.size, await getLocale())}</span>
            {coverage && <CoverageNote coverage={coverage} />}
            <span className="font-mono text-xs" title={t('hash', { hash: source.sha256 })}>
              {t('hashStart', { start: source.sha256.slice(0, 12) })}
            </span>
            {source.parts > 0 && (
              <span>{t.rich('holds', { count: source.parts, link: linkTo(hrefOfParts(source.id)) })}</span>
            )}
            {source.partOf && (
              <span>
                {t.rich('partOf', {
                  name: source.partOf.origin ?? t('pasted'),
                  link: linkTo(hrefOfSource(source.partOf.id)),
                })}
              </span>
            )}
            {source.document && (
              <span>
                {t.rich('became', {
                  title: source.document.title,
                  link: linkTo(hrefOf(source.document.kind, source.document.slug)),
                })}
              </span>
            )}
          </div>
        }
        actions={<CopyButton text={source.text} label={t('copy')} />}
      />
      <Verbatim text={source.text} lang={source.lang} span={span ?? null} />
    </>
  )
}
