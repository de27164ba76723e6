'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { MatchStateSchema } from '@/lib/schema/pattern'
import { decideMatch } from '@/lib/store/decide-match'

const DecisionSchema = z.object({
  kind: z.enum(['incident', 'skill']),
  slug: z.string().min(1).max(200),
  pattern: z.string().min(1).max(80),
  state: MatchStateSchema,
})
export type MatchDecision = z.infer<typeof DecisionSchema>

/** Confirms or rejects a pattern found in an incident or a skill, or takes that back (`suggested`). */
export async function decideMatchAction(decision: MatchDecision): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await decideMatch(viewer, DecisionSchema.parse(decision))
    refresh()
    return null
  })
}
