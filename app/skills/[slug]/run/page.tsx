import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { RunStart } from '@/components/skill/run-start'
import { SkillStageWords } from '@/components/skill/skill-stage-words'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listIncidents } from '@/lib/query/incidents'
import { listRuns } from '@/lib/query/skill-runs'
import { findSkill } from '@/lib/query/skills'
import { hrefOf } from '@/lib/render/links'
import { IncidentFilterSchema } from '@/lib/schema/incident'
import { startRunAction } from '../run-actions'

export const metadata: Metadata = { title: 'Follow a skill' }

/** Incidents to choose from: a run is mostly of one that has just begun. */
const OFFERED = 20

export default async function StartRunPage({ params }: { params: Promise<{ slug: string }> }) {
  await connection()
  const viewer = await requireViewer()
  const slug = decodeURIComponent((await params).slug)
  const skill = await findSkill(viewer, slug)
  if (!skill) notFound()
  const [runs, incidents] = await Promise.all([
    listRuns(viewer, slug),
    listIncidents(viewer, IncidentFilterSchema.parse({ size: OFFERED })),
  ])
  const steps = skill.diagnosis.length + skill.resolution.length
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Skills', href: '/skills' },
          { label: skill.title, href: hrefOf('skill', slug) },
        ]}
        title="Follow this skill"
        description="One step at a time, with the clock against its budget. Everybody who opens the run sees the same step; what is done becomes a log."
      />
      {skill.stage === 'published' ? null : (
        <section aria-label="Stage" className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
          <SkillStageWords skill={skill} />
        </section>
      )}
      {steps === 0 ? (
        <EmptyState title="There are no steps to follow">
          This skill has neither a diagnosis nor a resolution in steps.{' '}
          <Link href={hrefOf('skill', slug)} className="text-accent-ink underline">
            Read its text
          </Link>{' '}
          instead.
        </EmptyState>
      ) : can(viewer, 'write') ? (
        <RunStart
          slug={slug}
          steps={steps}
          open={(runs ?? []).filter((run) => run.followed && run.endedAt === null)}
          incidents={incidents.items.map((incident) => ({ slug: incident.slug, title: incident.title }))}
          start={startRunAction}
        />
      ) : (
        <EmptyState title="Following is for editors">
          A run is kept, so it needs the right to write.{' '}
          <Button asChild size="sm">
            <Link href={hrefOf('skill', slug)}>Read the skill</Link>
          </Button>
        </EmptyState>
      )}
    </>
  )
}
