'use server'
import { revalidatePath } from 'next/cache'
import { runAction } from '@/app/run-action'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { writeAgentSkill } from '@/lib/export/write-agent-skill'
import { propose } from '@/lib/import/proposals'
import type { ActionResult } from '@/lib/schema/action-result'
import { DraftSkillSchema, readDraft, type DraftSkill } from './read-draft'

/** Keeps a drafted runbook as a proposal, which a person reviews; answers its id. */
export async function draftSkillAction(input: DraftSkill): Promise<ActionResult<string>> {
  return runAction(async (viewer) => {
    const { document, incidents, refusal } = await readDraft(viewer, DraftSkillSchema.parse(input))
    if (refusal !== null) throw new AppError('unprocessable', refusal)
    const text = writeAgentSkill(document, { stage: 'draft', computed: null })
    const titles = incidents.map(({ title }) => title).join('; ')
    const note = sentence`Drafted from ${titles}`.slice(0, 2000)
    const slugs = incidents.map(({ slug }) => slug)
    const one = slugs.length === 1
    const { id } = await propose(viewer, { kind: 'skill', text, note, about: one ? slugs[0] : null }, one ? [] : slugs)
    revalidatePath('/proposals', 'layout')
    return id
  })
}
