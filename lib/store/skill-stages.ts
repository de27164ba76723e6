import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { skillMovesFrom } from '@/lib/domain/skill-stages'
import { SkillStageMoveSchema, SkillStageSchema, type SkillStage, type SkillStageMove } from '@/lib/schema/skill-edit'
import type { Viewer } from '@/lib/schema/viewer'
import { changesBetween, writeAudit } from './audit'
import { findSkillForChange } from './find-incident'
import { inTransaction, type Transaction } from './transaction'

/**
 * Takes a skill between draft, published and retired; a retired one says why, and may name another skill to follow instead. Each move
 * can be taken back by another one. Throws `not_found`, also for a skill to follow that the viewer may not read, `bad_input` without a
 * reason to retire it or for one that leads back to itself, and `forbidden` for a move that the viewer may not make.
 */
export async function moveSkillStage(
  viewer: Viewer,
  slug: string,
  move: SkillStageMove,
): Promise<{ stage: SkillStage }> {
  assertCan(viewer, 'write')
  const { to, reason, followInstead } = SkillStageMoveSchema.parse(move)
  const isRetired = to === 'retired'
  if (isRetired && !reason) throw new AppError('bad_input', 'Say why it is retired: whoever finds it wants to know.')
  return inTransaction(async (tx) => {
    const id = await findSkillForChange(tx, viewer, slug)
    await tx.$executeRaw`SELECT 1 FROM "Skill" WHERE id = ${id} FOR UPDATE`
    const known = await tx.skill.findUniqueOrThrow({ where: { id } })
    const from = SkillStageSchema.parse(known.stage)
    if (from !== to && !skillMovesFrom(viewer, from).includes(to))
      throw new AppError('forbidden', `You may not take this skill from ${from} to ${to}.`)
    const successorId = isRetired && followInstead ? await findSuccessor(tx, viewer, id, followInstead) : null
    const next = { stage: to, retiredReason: isRetired ? (reason ?? null) : null, successorId }
    const changes = changesBetween(known, next)
    if (Object.keys(changes).length === 0) return { stage: to }
    await tx.skill.update({ where: { id }, data: next })
    await writeAudit(tx, viewer, 'skill.stage-changed', { kind: 'skill', id }, changes)
    return { stage: to }
  })
}

/** Skills to follow one after the other; more are a mistake. */
const MOST = 20

async function findSuccessor(tx: Transaction, viewer: Viewer, id: string, slug: string): Promise<string> {
  const found = await findSkillForChange(tx, viewer, slug)
  let next: string | null = found
  for (let steps = 0; next !== null && steps < MOST; steps++) {
    if (next === id) throw new AppError('bad_input', 'That skill leads back to this one. Name another one to follow.')
    next = (await tx.skill.findUnique({ where: { id: next }, select: { successorId: true } }))?.successorId ?? null
  }
  return found
}
