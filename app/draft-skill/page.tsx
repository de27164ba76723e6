import type { Metadata } from 'next'
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

export const metadata: Metadata = { title: 'Draft a skill' }

type Query = Promise<Record<string, string | string[] | undefined>>
const many = (value: string | string[] | undefined) => (value === undefined ? [] : [value].flat())

/** `?incident=…`, again for each: what they teach as a runbook. `?pattern=…` alone: which of its incidents to take. */
export default async function DraftSkillPage({ searchParams }: { searchParams: Query }) {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) notFound()
  const query = await searchParams
  const pattern = many(query['pattern'])[0] ?? null
  const asked = DraftSkillSchema.safeParse({ incidents: many(query['incident']), pattern })
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Skills', href: '/skills' }]}
        title="Draft a skill"
        description="What incidents teach, in their own words, each line with its place. Nothing is published before somebody has reviewed it."
      />
      {pattern !== null && <Choice viewer={viewer} pattern={pattern} chosen={many(query['incident'])} />}
      {asked.success && <Draft viewer={viewer} asked={asked.data} />}
    </>
  )
}

async function Choice({ viewer, pattern: slug, chosen }: { viewer: Viewer; pattern: string; chosen: string[] }) {
  const pattern = await findPattern(viewer, slug)
  if (!pattern) notFound()
  const incidents = pattern.members.filter(({ kind, state }) => kind === 'incident' && state !== 'rejected')
  if (incidents.length === 0)
    return (
      <EmptyState title="Nothing to draft from">
        No incident shows “{pattern.title}” yet. Confirm the pattern on an incident, then come back.
      </EmptyState>
    )
  return (
    <form action="/draft-skill" className="mb-6">
      <input type="hidden" name="pattern" value={slug} />
      <Panel title={`Incidents with “${pattern.title}”`} id="choice" count={incidents.length}>
        <fieldset>
          <legend className="sr-only">Incidents with “{pattern.title}”</legend>
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
          Draft from these
        </Button>
      </Panel>
    </form>
  )
}

async function Draft({ viewer, asked }: { viewer: Viewer; asked: DraftSkill }) {
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
      <aside aria-label="About this draft" className="min-w-0 space-y-4">
        <Panel title="Drafted from" id="drafted-from" count={incidents.length}>
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
        <Panel title="What happens next" id="next">
          <p className="text-muted">
            Sent to review, it waits among the{' '}
            <Link href="/proposals" className="text-accent-ink underline">
              proposals
            </Link>
            . Accepted, it is a skill in the stage draft, without owner and confidence: nobody has said any. Nothing
            answers an alert with it before it is published.
          </p>
        </Panel>
      </aside>
    </section>
  )
}
