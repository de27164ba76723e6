'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { StageMoveSchema, type Stage, type StageMove } from '@/lib/schema/stage'
import { moveStage } from '@/lib/store/stages'

/** Moves the account of an incident between draft, in review and published. */
export async function moveStageAction(
  slug: string,
  move: StageMove,
  version: number,
): Promise<ActionResult<{ stage: Stage }>> {
  return runAction(async (viewer) => {
    const wanted = StageMoveSchema.parse(move)
    const { stage } = await moveStage(viewer, z.string().min(1).max(200).parse(slug), wanted, z.int().parse(version))
    refresh()
    return { stage }
  })
}
