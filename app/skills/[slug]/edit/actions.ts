'use server'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { sayOffer, saySkillText } from '@/app/skills/said-skill'
import { joinSkillText, openSkillText, readTypedWhole } from '@/app/skills/skill-texts'
import { runAction } from '@/app/run-action'
import { withSkillEdit } from '@/lib/domain/edited-skill'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { offerVersion } from '@/lib/domain/skill-version'
import { sentencesIn } from '@/lib/intl/sentences'
import { findSkillForEdit } from '@/lib/query/skills'
import type { ActionResult } from '@/lib/schema/action-result'
import { SkillEditSchema, type SkillEdit, type VersionOffer } from '@/lib/schema/skill-edit'
import { SkillTypedSchema, type SkillText, type SkillTyped } from '@/lib/schema/skill-text'
import type { Viewer } from '@/lib/schema/viewer'
import { editSkill } from '@/lib/store/edit-skill'

const SlugSchema = z.string().min(1).max(200)

/** The other side of what is typed in one side of an edit, and what the next version may be called. */
export async function joinSkillTextAction(
  slug: string,
  typed: SkillTyped,
): Promise<ActionResult<SkillText & { offer: VersionOffer }>> {
  return runAction(async (viewer) => {
    const { document } = await readEdited(viewer, slug)
    const joined = joinSkillText(SkillTypedSchema.parse(typed), document)
    const opened = withSkillEdit(document, openSkillText(document).document)
    const offer = offerVersion(opened, withSkillEdit(document, joined.document))
    const say = sentencesIn(await getLocale())
    return { ...saySkillText(say, joined), offer: sayOffer(say, offer) }
  })
}

/** Stores an edit of a skill. */
export async function saveSkillAction(slug: string, edit: SkillEdit): Promise<ActionResult<{ slug: string }>> {
  return runAction(async (viewer) => {
    const { typed, ...how } = SkillEditSchema.parse(edit)
    const { document } = await readEdited(viewer, slug)
    await editSkill(viewer, slug, { document: readTypedWhole(typed, document), ...how })
    return { slug }
  })
}

/** A skill as it is stored now, for an editor whose edit came too late. */
export async function reloadSkillAction(slug: string): Promise<ActionResult<SkillText & { version: number }>> {
  return runAction(async (viewer) => {
    const { document, version } = await readEdited(viewer, slug)
    return { ...saySkillText(sentencesIn(await getLocale()), openSkillText(document)), version }
  })
}

async function readEdited(viewer: Viewer, slug: string) {
  assertCan(viewer, 'write')
  const found = await findSkillForEdit(viewer, SlugSchema.parse(slug))
  if (!found) throw new AppError('not_found', 'This skill is not there any more.')
  return found
}
