'use server'
import { getLocale } from 'next-intl/server'
import { sayOffer, saySkillText } from '@/app/skills/said-skill'
import { joinSkillText } from '@/app/skills/skill-texts'
import { saveNewSkill } from '@/app/skills/new/save-new-skill'
import { runAction } from '@/app/run-action'
import { assertCan } from '@/lib/domain/permissions'
import { skillOfTemplate } from '@/lib/domain/skill-templates'
import { offerVersion } from '@/lib/domain/skill-version'
import { sentencesIn } from '@/lib/intl/sentences'
import type { ActionResult } from '@/lib/schema/action-result'
import { SkillEditSchema, type SkillEdit, type VersionOffer } from '@/lib/schema/skill-edit'
import { SkillTypedSchema, type SkillText, type SkillTyped } from '@/lib/schema/skill-text'

/** The other side of what is typed in one side of a new skill. */
export async function joinNewSkillAction(
  typed: SkillTyped,
): Promise<ActionResult<SkillText & { offer: VersionOffer }>> {
  return runAction(async (viewer) => {
    assertCan(viewer, 'write')
    const joined = joinSkillText(SkillTypedSchema.parse(typed), skillOfTemplate('empty'))
    const say = sentencesIn(await getLocale())
    return { ...saySkillText(say, joined), offer: sayOffer(say, offerVersion(joined.document, joined.document)) }
  })
}

/** Stores a new skill as a draft. */
export async function saveNewSkillAction(edit: SkillEdit): Promise<ActionResult<{ slug: string }>> {
  return runAction((viewer) => saveNewSkill(viewer, SkillEditSchema.omit({ expectedVersion: true }).parse(edit).typed))
}
