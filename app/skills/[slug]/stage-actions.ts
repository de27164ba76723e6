'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { parseWithoutSecrets } from '@/lib/import/secrets'
import type { ActionResult } from '@/lib/schema/action-result'
import { SkillStageMoveSchema, type SkillStage, type SkillStageMove } from '@/lib/schema/skill-edit'
import { moveSkillStage } from '@/lib/store/skill-stages'

/** Takes a skill between draft, published and retired. */
export async function moveSkillStageAction(
  slug: string,
  move: SkillStageMove,
): Promise<ActionResult<{ stage: SkillStage }>> {
  return runAction(async (viewer) => {
    const wanted = parseWithoutSecrets(SkillStageMoveSchema, move)
    const moved = await moveSkillStage(viewer, z.string().min(1).max(200).parse(slug), wanted)
    refresh()
    return moved
  })
}
