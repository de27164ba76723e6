import { randomUUID } from 'node:crypto'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { inTransaction } from './transaction'

/**
 * Notes that somebody has looked at an incident or a skill and none of the known patterns fits it, or takes that back. Throws
 * `not_found` when there is no such thing.
 */
export async function markUnexplained(
  viewer: Viewer,
  { kind, slug }: { kind: 'incident' | 'skill'; slug: string },
  unexplained: boolean,
): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    const id =
      kind === 'incident'
        ? (await findIncidentForChange(tx, viewer, slug)).id
        : await findSkillForChange(tx, viewer, slug)
    const owner = kind === 'incident' ? { incidentId: id } : { skillId: id }
    const known = await tx.unexplained.findFirst({ where: owner })
    if ((known !== null) === unexplained) return
    if (known) await tx.unexplained.delete({ where: { id: known.id } })
    else await tx.unexplained.create({ data: { id: randomUUID(), ...owner, byName: viewer.name } })
    const changes = { unexplained: { from: !unexplained, to: unexplained } }
    await writeAudit(tx, viewer, unexplained ? 'match.none-fits' : 'match.none-fits-undone', { kind, id }, changes)
  })
}
