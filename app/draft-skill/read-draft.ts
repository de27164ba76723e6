import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { draftExtractedSkill } from '@/lib/domain/extracted-skill'
import { extractSkill, type Extraction } from '@/lib/domain/skill-extraction'
import { readTriggersOf } from '@/lib/import/skill-triggers'
import { findIncident } from '@/lib/query/incidents'
import { findPattern } from '@/lib/query/patterns'
import { findSkill } from '@/lib/query/skills'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { IncidentView } from '@/lib/schema/incident'
import type { Viewer } from '@/lib/schema/viewer'

const SlugSchema = z.string().min(1).max(200)
export const DraftSkillSchema = z.object({
  incidents: z.array(SlugSchema).min(1).max(20),
  pattern: SlugSchema.nullable(),
})
export type DraftSkill = z.infer<typeof DraftSkillSchema>

/** A runbook drafted of incidents, and what it is made of; `refusal`: why it cannot be made, with what to do instead. */
export type DraftedSkill = {
  document: DocumentDraft
  extraction: Extraction
  incidents: { slug: string; title: string }[]
  refusal: string | null
}

/** Drafts a runbook of incidents that the viewer may read. Throws `not_found` for any other. */
export async function readDraft(
  viewer: Viewer,
  { incidents: slugs, pattern: name }: DraftSkill,
): Promise<DraftedSkill> {
  const found = await Promise.all([...new Set(slugs)].map((slug) => findIncident(viewer, slug)))
  const incidents = found.filter((incident): incident is IncidentView => incident !== null)
  const [first] = incidents
  if (!first || incidents.length < found.length) throw new AppError('not_found', 'There is no incident of this name.')
  const pattern = name === null ? null : await findPattern(viewer, name)
  const lang = Object.keys(first.title)[0] ?? 'und'
  const title = pattern?.title ?? first.title[lang] ?? first.slug
  const slug = `${pattern?.slug ?? first.slug.replace(/^\d{4}-\d{2}-\d{2}-/, '')}-runbook`
  const extraction = extractSkill(incidents, lang, readTriggersOf)
  const named = incidents.map((one) => ({ slug: one.slug, title: titleOf(one, lang) }))
  const document = draftExtractedSkill(extraction, { title, slug, lang, incidents: named })
  return {
    document,
    extraction,
    incidents: named,
    refusal: await whyNot(viewer, incidents, document),
  }
}

const titleOf = ({ title, slug }: IncidentView, lang: string) => title[lang] ?? Object.values(title)[0] ?? slug

async function whyNot(
  viewer: Viewer,
  incidents: readonly IncidentView[],
  document: DocumentDraft,
): Promise<string | null> {
  const t = await getTranslations('pages.draft-skill.refusal')
  const closed = incidents.find(({ visibility }) => visibility === 'restricted')
  if (closed) return t('restricted', { incident: titleOf(closed, document.lang) })
  if (document.body === '') return t('empty')
  if (await findSkill(viewer, document.slug)) return t('taken', { name: document.slug })
  return null
}
