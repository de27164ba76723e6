'use server'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { assertCan } from '@/lib/domain/permissions'
import { sentencesIn } from '@/lib/intl/sentences'
import { tryTriggers, type TriedTrigger } from '@/lib/recognise/try-triggers'
import type { ActionResult } from '@/lib/schema/action-result'
import { TriggerSchema } from '@/lib/schema/draft'

const TrySchema = z.object({ triggers: z.array(TriggerSchema).max(100), text: z.string().max(20_000) })

/** Which triggers an alert or a message meets, and why. Nothing is kept of it. */
export async function tryTriggersAction(asked: z.infer<typeof TrySchema>): Promise<ActionResult<TriedTrigger[]>> {
  return runAction(async (viewer) => {
    assertCan(viewer, 'read')
    const { triggers, text } = TrySchema.parse(asked)
    const say = sentencesIn(await getLocale())
    return tryTriggers(triggers, text).map((tried) => ({ ...tried, reason: say(tried.reason) }))
  })
}
