import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { Markdown } from '@/components/markdown/markdown'
import { ProposeDraft } from '@/components/skill/propose-draft'
import { Button } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { AppError } from '@/lib/domain/errors'
import { can } from '@/lib/domain/permissions'
import { findPattern } from '@/lib/query/patterns'
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
  if (incidents.length === 0) return <p>No incident shows “{pattern.title}” yet: there is nothing to draft from.</p>
  return (
    <form action="/draft-skill" className="mb-8 max-w-prose">
      <input type="hidden" name="pattern" value={slug} />
      <fieldset>
        <legend className="mb-2 font-semibold">Incidents with “{pattern.title}”</legend>
        {incidents.map((incident) => (
          <label key={incident.slug} className="flex min-h-8 items-start gap-2 py-1">
            <input
              type="checkbox"
              name="incident"
              value={incident.slug}
              defaultChecked={chosen.length === 0 || chosen.includes(incident.slug)}
              className="mt-1"
            />
            <span className="min-w-0 [overflow-wrap:anywhere]">{incident.title}</span>
          </label>
        ))}
      </fieldset>
      <Button type="submit" className="mt-3">
        Draft from these
      </Button>
    </form>
  )
}

async function Draft({ viewer, asked }: { viewer: Viewer; asked: DraftSkill }) {
  const drafted = await readDraft(viewer, asked).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  })
  const { document, refusal } = drafted
  return (
    <section aria-labelledby="draft-title">
      <h2
        id="draft-title"
        className="mb-3 text-lg font-semibold"
        lang={document.lang === 'und' ? undefined : document.lang}
      >
        {document.title}
      </h2>
      {refusal === null ? (
        <ProposeDraft propose={draftSkillAction.bind(null, asked)} />
      ) : (
        <p
          role="status"
          className="mb-4 max-w-prose rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink"
        >
          {refusal}
        </p>
      )}
      <div className="mt-4 max-w-prose">
        <Markdown text={document.body} lang={document.lang} idPrefix="draft-" />
      </div>
    </section>
  )
}
