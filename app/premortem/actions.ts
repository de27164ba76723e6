'use server'
import { getLocale } from 'next-intl/server'
import { revalidatePath } from 'next/cache'
import { runAction } from '@/app/run-action'
import type { SaidPremortem } from '@/components/premortem/premortem-answer'
import { AppError } from '@/lib/domain/errors'
import { can } from '@/lib/domain/permissions'
import { weighPlan } from '@/lib/import/weigh-plan'
import { sentencesIn } from '@/lib/intl/sentences'
import { premortem } from '@/lib/query/premortem'
import { findPremortem } from '@/lib/query/premortem-history'
import type { ActionResult } from '@/lib/schema/action-result'
import { PremortemInputSchema, PremortemTickSchema } from '@/lib/schema/premortem'
import { keepPremortem, removePremortem, tickPremortem } from '@/lib/store/premortem'
import { sayPremortem } from './say-premortem'

/** What can go wrong with a plan, from what went wrong before. Secrets in it are masked first, since plan and answer are kept. */
export async function premortemAction(
  text: string,
): Promise<ActionResult<{ id: string | null; answer: SaidPremortem }>> {
  return runAction(async (viewer) => {
    const given = PremortemInputSchema.parse({ text }).text.replaceAll('\u0000', ' ').toWellFormed()
    let plan = ''
    const answer = await premortem(viewer, given, new Date(), async (asked, cues) => {
      const weighed = await weighPlan(asked, cues, { mask: true })
      plan = weighed.text
      return weighed.found
    })
    const id = can(viewer, 'write') ? await keepPremortem(viewer, plan, answer, new Date()) : null
    return { id, answer: sayPremortem(answer, sentencesIn(await getLocale())) }
  })
}

/** Keeps a tick of a shared checklist. */
export async function tickPremortemAction(id: string, question: string, ticked: boolean): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    const kept = await findPremortem(viewer, PremortemTickSchema.shape.id.parse(id))
    // A question of what the viewer may not read is not on their list.
    if (!kept?.answer.checklist.some((line) => line.question === question)) {
      throw new AppError('not_found', 'This checklist is no longer kept. Ask again.')
    }
    await tickPremortem(viewer, { id, question, ticked })
    revalidatePath(`/premortem/${id}`)
    return null
  })
}

/** Removes a kept plan with its checklist. */
export async function removePremortemAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await removePremortem(viewer, PremortemTickSchema.shape.id.parse(id))
    revalidatePath('/premortem')
    return null
  })
}
