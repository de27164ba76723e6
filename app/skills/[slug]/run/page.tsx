import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.skills.run'))('title') }
}

/** Incidents to choose from: a run is mostly of one that has just begun. */
const OFFERED = 20

export default async function StartRunPage({ params }: { params: Promise<{ slug: string }> }) {
  await connection()
  const t = await getTranslations('pages.skills')
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
          { label: t('title'), href: '/skills' },
          { label: skill.title, href: hrefOf('skill', slug) },
        ]}
        title={t('run.heading')}
        description={t('run.description')}
      />
      {skill.stage === 'published' ? null : (
        <section aria-label={t('run.stage')} className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
          <SkillStageWords skill={skill} />
        </section>
      )}
      {steps === 0 ? (
        <EmptyState title={t('run.noSteps')}>
          {t.rich('run.readText', {
            link: (chunks) => (
              <Link href={hrefOf('skill', slug)} className="text-accent-ink underline">
                {chunks}
              </Link>
            ),
          })}
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
        <EmptyState title={t('run.forEditors')}>
          {t.rich('run.needsRight', {
            link: (chunks) => (
              <Button asChild size="sm">
                <Link href={hrefOf('skill', slug)}>{chunks}</Link>
              </Button>
            ),
          })}
        </EmptyState>
      )}
    </>
  )
}
