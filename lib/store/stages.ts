import { listReaders } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { movesFrom, publishRefusal } from '@/lib/domain/stages'
import { StageMoveSchema, StageSchema, type Stage, type StageMove } from '@/lib/schema/stage'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { findIncidentForChange } from './find-incident'
import { inTransaction, type Transaction } from './transaction'
import { lateForIncident } from './update-incident'

/**
 * Moves an incident's account between draft, in review and published; into review it asks these people. Throws `not_found`, `stale` when
 * the incident is not in `expectedVersion` any more, `forbidden` for a move that waits for somebody else, `bad_input` for a reviewer who
 * may not read the incident or change anything.
 */
export async function moveStage(
  viewer: Viewer,
  slug: string,
  move: StageMove,
  expectedVersion: number,
): Promise<{ version: number; stage: Stage }> {
  assertCan(viewer, 'write')
  const { to, reviewers } = StageMoveSchema.parse(move)
  return inTransaction(async (tx) => {
    const known = await findIncidentForChange(tx, viewer, slug)
    if (known.version !== expectedVersion) throw await lateForIncident(tx, known, {}, expectedVersion)
    const staged = { stage: StageSchema.parse(known.stage), stageById: known.stageById }
    if (staged.stage === to && to !== 'in-review') return { version: known.version, stage: to }
    if (staged.stage !== to && !movesFrom(viewer, staged).includes(to)) throw refusalOf(viewer, staged, to)
    if (known.stub) throw new AppError('unprocessable', 'Nobody has written an account of this incident yet.')
    await tx.reviewRequest.deleteMany({ where: { incidentId: known.id } })
    const asked = to === 'in-review' ? await askReviewers(tx, viewer, known.id, reviewers) : []
    const { version } = await tx.incident.update({
      where: { id: known.id },
      data: { stage: to, stageById: to === 'in-review' ? viewer.userId : null, version: { increment: 1 } },
    })
    const changes = {
      stage: { from: staged.stage, to },
      ...(asked.length > 0 ? { reviewers: { from: null, to: asked } } : {}),
    }
    await writeAudit(tx, viewer, 'incident.stage-changed', { kind: 'incident', id: known.id }, changes)
    return { version, stage: to }
  })
}

function refusalOf(viewer: Viewer, staged: Parameters<typeof publishRefusal>[1], to: Stage): AppError {
  const waits = to === 'published' ? publishRefusal(viewer, staged) : null
  return waits === null
    ? new AppError('unprocessable', `From ${staged.stage.replace('-', ' ')} it cannot become ${to.replace('-', ' ')}.`)
    : new AppError('forbidden', waits)
}

async function askReviewers(
  tx: Transaction,
  viewer: Viewer,
  incidentId: string,
  reviewers: readonly string[],
): Promise<string[]> {
  const wanted = new Set(reviewers)
  const readers = await listReaders(incidentId, tx)
  const found = readers.filter(({ id, mayRead, mayWrite }) => wanted.has(id) && mayRead && mayWrite)
  if (found.length < wanted.size || wanted.has(viewer.userId ?? '')) {
    throw new AppError(
      'bad_input',
      'Ask people who may read this incident and change things, and somebody else than you.',
    )
  }
  await tx.reviewRequest.createMany({
    data: found.map(({ id }) => ({ incidentId, userId: id, askedBy: viewer.name })),
  })
  return found.map(({ name, email }) => name ?? email ?? 'somebody')
}
