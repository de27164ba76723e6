'use server'
import { runAction } from '@/app/run-action'
import { premortem, recognise } from '@/lib/query/recognise'
import type { ActionResult } from '@/lib/schema/action-result'
import { RecogniseInputSchema, type Premortem, type Recognition } from '@/lib/schema/recognise'

/** What a symptom or an alert reminds of. */
export async function recogniseAction(text: string): Promise<ActionResult<Recognition>> {
  return runAction((viewer) => recognise(viewer, RecogniseInputSchema.parse({ text }).text))
}

/** What can go wrong with a plan, from what went wrong before. */
export async function premortemAction(text: string): Promise<ActionResult<Premortem>> {
  return runAction((viewer) => premortem(viewer, RecogniseInputSchema.parse({ text }).text))
}
