import { premortemShown } from '@/lib/asked-access'
import { AppError } from '@/lib/domain/errors'
import { assertCan, can } from '@/lib/domain/permissions'
import { PremortemSchema, PremortemTickSchema, type Premortem, type PremortemTick } from '@/lib/schema/premortem'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

/** So many of each person's are kept, the newest. */
const KEPT = 200
const TITLE_LENGTH = 120

/** The first words that people wrote, or the name of the first file of a diff. */
function titleOf(text: string): string {
  for (const line of text.split('\n', 200)) {
    const file = /^diff --git \S+ b\/(\S+)/.exec(line)?.[1]
    const words = file ?? line.replace(/^(?:Subject: (?:\[[^\]]*\] )?|#{1,6} |[-*>] )/, '').trim()
    if (/[\p{L}\p{N}]/u.test(words) && !/^(?:From [0-9a-f]{40}|From: |Date: |index |---|\+\+\+|@@)/.test(words)) {
      return words.length > TITLE_LENGTH ? `${words.slice(0, TITLE_LENGTH - 1)}…` : words
    }
  }
  return 'Planned change'
}

/**
 * Keeps a plan with its answer, so that both can be shared by the id that is given back; the oldest of
 * theirs beyond 200 are dropped.
 * Secrets must be masked already. Throws `forbidden` to whoever may not write.
 */
export async function keepPremortem(viewer: Viewer, text: string, answer: Premortem, now: Date): Promise<string> {
  assertCan(viewer, 'write')
  const kept = PremortemSchema.parse(answer)
  return inTransaction(async (tx) => {
    const row = {
      at: now,
      byName: viewer.name,
      userId: viewer.userId,
      title: titleOf(text),
      text,
      answer: kept,
      ticked: [],
    }
    const { id } = await tx.premortem.create({ data: row, select: { id: true } })
    // Who asks often drops no checklist on which others tick. Programs without an account are told apart by their names.
    await tx.$executeRaw`
      DELETE FROM "Premortem" WHERE "id" IN (
        SELECT "id" FROM "Premortem" WHERE "userId" IS NOT DISTINCT FROM ${viewer.userId}
          AND ("userId" IS NOT NULL OR "byName" = ${viewer.name})
        ORDER BY "at" DESC, "id" OFFSET ${KEPT})`
    return id
  })
}

/**
 * Ticks a question of a kept checklist, or takes the tick away. Two people may tick at the same time: each tick is its own
 * change. Throws `not_found` when the checklist is gone or has no such question, `forbidden` to whoever may not write.
 */
export async function tickPremortem(viewer: Viewer, tick: PremortemTick): Promise<void> {
  assertCan(viewer, 'write')
  const { id, question, ticked } = PremortemTickSchema.parse(tick)
  await inTransaction(async (tx) => {
    // Whoever may not see it is answered as if it were not there.
    const held =
      await tx.$executeRaw`SELECT 1 FROM "Premortem" p WHERE p."id" = ${id} AND ${premortemShown(viewer)} FOR UPDATE`
    const known =
      held === 0 ? null : await tx.premortem.findUnique({ where: { id }, select: { answer: true, ticked: true } })
    const asked = known && PremortemSchema.pick({ checklist: true }).parse(known.answer).checklist
    if (!known || !asked?.some((line) => line.question === question)) {
      throw new AppError('not_found', 'This checklist is no longer kept. Ask again.')
    }
    const others = known.ticked.filter((one) => one !== question)
    await tx.premortem.update({ where: { id }, data: { ticked: ticked ? [...others, question] : others } })
  })
}

/** Removes a kept pre-mortem with its plan. Throws `not_found` to whoever has not asked for it and is no administrator. */
export async function removePremortem(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'read')
  const own = can(viewer, 'admin') ? {} : { userId: viewer.userId ?? '' }
  await inTransaction(async (tx) => {
    const { count } = await tx.premortem.deleteMany({ where: { id, ...own } })
    if (count === 0) throw new AppError('not_found', 'There is no pre-mortem of yours here. It may be gone already.')
    await writeAudit(tx, viewer, 'premortem.removed', { kind: 'premortem', id }, {})
  })
}
