import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import Link from 'next/link'
import { DraftedLines } from '@/components/skill/drafted-lines'
import { ProposeDraft } from '@/components/skill/propose-draft'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { AppError } from '@/lib/domain/errors'
import { can } from '@/lib/domain/permissions'
import { findPattern } from '@/lib/query/patterns'
import { hrefOf } from '@/lib/render/links'
import type { Viewer } from '@/lib/schema/viewer'
import { draftSkillAction } from './actions'
import { DraftSkillSchema, readDraft, type DraftSkill } from './read-draft'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.draft-skill'))('title') }
}

type Query = Promise<Record<string, string | string[] | undefined>>
const many = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat())

/** `?incident=…`, again for each: what they teach as a runbook. `?pattern=…` alone: which of its incidents to take. */
export default async function DraftSkillPage({ searchParams }: { searchParams: Query }) {
  await connection()
  const t = await getTranslations('pages.draft-skill')
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) notFound()
  const query = await searchParams
  const pattern = many(query['pattern'])[0] ?? null
  const asked = DraftSkillSchema.safeParse({ incidents: many(query['incident']), pattern })
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('skills'), href: '/skills' }]}
        title={t('title')}
        description={t('description')}
      />
      {pattern !== null && <Choice viewer={viewer} pattern={pattern} chosen={many(query['incident'])} />}
      {asked.success && <Draft viewer={viewer} asked={asked.data} />}
    </>
  )
}

async function Choice({ viewer, pattern: slug, chosen }: { viewer: Viewer; pattern: string; chosen: string[] }) {
  const t = await getTranslations('pages.draft-skill')
  const pattern = await findPattern(viewer, slug)
  if (!pattern) notFound()
  const incidents = pattern.members.filter(({ kind, state }) => kind === 'incident' && state !== 'rejected')
  if (incidents.length === 0)
    return <EmptyState title={t('nothingTitle')}>{t('nothing', { pattern: pattern.title })}</EmptyState>
  return (
    <form action="/draft-skill" className="mb-6">
      <input type="hidden" name="pattern" value={slug} />
      <Panel title={t('incidentsWith', { pattern: pattern.title })} id="choice" count={incidents.length}>
        <fieldset>
          <legend className="sr-only">{t('incidentsWith', { pattern: pattern.title })}</legend>
          {incidents.map((incident) => (
            <label key={incident.slug} className="flex min-h-8 items-start gap-2 rounded-md px-2 py-1 hover:bg-hover">
              <input
                type="checkbox"
                name="incident"
                value={incident.slug}
                defaultChecked={chosen.length === 0 || chosen.includes(incident.slug)}
                className="mt-1 accent-accent"
              />
              <span className="min-w-0 [overflow-wrap:anywhere]">{incident.title}</span>
            </label>
          ))}
        </fieldset>
        <Button type="submit" className="mt-3">
          {t('draft')}
        </Button>
      </Panel>
    </form>
  )
}

async function Draft({ viewer, asked }: { viewer: Viewer; asked: DraftSkill }) {
  const t = await getTranslations('pages.draft-skill')
  const drafted = await readDraft(viewer, asked).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  const { document, extraction, incidents, refusal } = drafted
  const lang = document.lang === 'und' ? undefined : document.lang
  return (
    <section aria-labelledby="draft-title" className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="min-w-0 space-y-6">
        <header className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="draft-title" className="min-w-0 text-lg font-semibold [overflow-wrap:anywhere]" lang={lang}>
            {document.title}
          </h2>
          {refusal === null && <ProposeDraft propose={draftSkillAction.bind(null, asked)} />}
        </header>
        {refusal !== null && (
          <p role="status" className="rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink">
            {refusal}
          </p>
        )}
        <DraftedLines extraction={extraction} incidents={incidents} lang={document.lang} />
      </div>
      <aside aria-label={t('about')} className="min-w-0 space-y-4">
        <Panel title={t('draftedFrom')} id="drafted-from" count={incidents.length}>
          <ol className="list-decimal space-y-1.5 pl-5 marker:text-faint marker:tabular-nums">
            {incidents.map(({ slug, title }) => (
              <li key={slug}>
                <Link href={hrefOf('incident', slug)} lang={lang} className="text-accent-ink hover:underline">
                  {title}
                </Link>
              </li>
            ))}
          </ol>
        </Panel>
        <Panel title={t('next')} id="next">
          <p className="text-muted">
            {t.rich('nextStory', {
              link: (chunks) => (
                <Link href="/proposals" className="text-accent-ink underline">
                  {chunks}
                </Link>
              ),
            })}
          </p>
        </Panel>
      </aside>
    </section>
  )
}
