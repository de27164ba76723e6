import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { saySentencesAction } from '@/app/say-sentences'
import { Markdown } from '@/components/markdown/markdown'
import { RunFollow } from '@/components/skill/run-follow'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listIncidents } from '@/lib/query/incidents'
import { findRun } from '@/lib/query/skill-runs'
import { hrefOf } from '@/lib/render/links'
import { IncidentFilterSchema } from '@/lib/schema/incident'
import { takeBackRunAction } from '../../run-actions'

type PageProps = { params: Promise<{ slug: string; id: string }> }

const readRun = cache(async (slug: string, id: string) => findRun(await requireViewer(), slug, id))

async function runOf({ params }: PageProps) {
  await connection()
  const { slug, id } = await params
  return readRun(decodeURIComponent(slug), decodeURIComponent(id))
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const run = await runOf(props)
  const t = await getTranslations('pages.skills.runs')
  return { title: run ? t('title', { skill: run.skill.title }) : t('unknown') }
}

export default async function RunPage(props: PageProps) {
  const run = await runOf(props)
  // A run that was only reported has no steps: it stands on the page of its skill.
  if (!run || !run.followed) notFound()
  const t = await getTranslations('pages.skills')
  const viewer = await requireViewer()
  const incidents = await listIncidents(viewer, IncidentFilterSchema.parse({ size: 20 }))
  const { slug, title, lang } = run.skill
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: t('title'), href: '/skills' },
          { label: t('runs.skill'), href: hrefOf('skill', slug) },
        ]}
        title={title}
        lang={lang === 'und' ? undefined : lang}
      />
      <RunFollow
        initial={run}
        texts={run.plan.map((step, index) => (
          <Markdown key={index} text={step.text} lang={lang} idPrefix={`step-${index}-`} headingOffset={3} />
        ))}
        rules={run.escalation.map((rule, index) => (
          <Markdown key={index} text={rule} lang={lang} idPrefix={`rule-${index}-`} headingOffset={3} />
        ))}
        incidents={incidents.items.map((incident) => ({ slug: incident.slug, title: incident.title }))}
        mayWrite={can(viewer, 'write')}
        takeBack={takeBackRunAction}
        sayRefusal={saySentencesAction}
      />
    </>
  )
}
