import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { sayOffer, saySkillText } from '@/app/skills/said-skill'
import { openSkillText } from '@/app/skills/skill-texts'
import { SkillEditor } from '@/components/skill/skill-editor'
import { PageHeader } from '@/components/ui/page-header'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { offerVersion } from '@/lib/domain/skill-version'
import { sentencesIn } from '@/lib/intl/sentences'
import { listDirectory } from '@/lib/query/directory'
import { findSkillForEdit } from '@/lib/query/skills'
import { hrefOf } from '@/lib/render/links'
import { tryTriggersAction } from '@/app/skills/trigger-actions'
import { joinSkillTextAction, reloadSkillAction, saveSkillAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.skills.edit'))('title') }
}

export default async function EditSkillPage({ params }: { params: Promise<{ slug: string }> }) {
  await connection()
  const t = await getTranslations('pages.skills')
  const say = sentencesIn(await getLocale())
  const viewer = await requireViewer()
  if (!can(viewer, 'write')) notFound()
  const found = await findSkillForEdit(viewer, decodeURIComponent((await params).slug))
  if (!found) notFound()
  const { document, version, stage } = found
  const { slug, title } = document
  const people = await listDirectory(viewer, 'person')
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: t('title'), href: '/skills' },
          { label: title, href: hrefOf('skill', slug) },
        ]}
        title={t('edit.titleOf', { skill: title })}
        description={t('edit.description')}
      />
      <SkillEditor
        key={version}
        slug={slug}
        start={saySkillText(say, openSkillText(document))}
        version={version}
        offer={sayOffer(say, offerVersion(document, document))}
        asksVersion={stage === 'published'}
        people={people.map((person) => person.title)}
        actions={{
          join: joinSkillTextAction.bind(null, slug),
          save: saveSkillAction.bind(null, slug),
          reload: reloadSkillAction.bind(null, slug),
          tryTriggers: tryTriggersAction,
        }}
      />
    </>
  )
}
