'use server'
import { refresh } from 'next/cache'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { AskedIdSchema, VerdictInputSchema, type VerdictInput } from '@/lib/schema/asked'
import { RecogniseInputSchema, type Recognition } from '@/lib/schema/recognise'
import { judgeAsked, removeAsked } from '@/lib/store/recognition-history'
import { recogniseKept } from './recognise-kept'

/** What a symptom or an alert reminds of. */
export async function recogniseAction(text: string): Promise<ActionResult<Recognition>> {
  return runAction((viewer) => recogniseKept(viewer, RecogniseInputSchema.parse({ text }).text))
}

/** Keeps whether an answer was right. */
export async function judgeAskedAction(input: VerdictInput): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await judgeAsked(viewer, VerdictInputSchema.parse(input))
    refresh()
    return null
  })
}

/** Takes a question out of the history. */
export async function removeAskedAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await removeAsked(viewer, AskedIdSchema.parse(id))
    refresh()
    return null
  })
}
