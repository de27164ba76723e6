import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { IncidentPatchSchema, type IncidentPatch } from '@/lib/schema/incident'
import type { Viewer } from '@/lib/schema/viewer'
import { changesBetween, writeAudit } from './audit'
import { findIncidentForChange } from './find-incident'
import { inTransaction } from './transaction'

/**
 * Changes an incident by hand: the fields of the patch stay as they are now when its editions are imported again. A new
 * title does not change the slug. Throws `not_found`, and `stale` when the incident is not in `expectedVersion` any more.
 */
export async function updateIncident(
  viewer: Viewer,
  slug: string,
  patch: IncidentPatch,
  expectedVersion: number,
): Promise<{ version: number }> {
  assertCan(viewer, 'write')
  const wanted = IncidentPatchSchema.parse(patch)
  return inTransaction(async (tx) => {
    const known = await findIncidentForChange(tx, viewer, slug)
    if (known.version !== expectedVersion) {
      throw new AppError('stale', 'Somebody else has changed this incident. Reload it and try again.')
    }
    const changes = changesBetween(known, wanted)
    const names = Object.keys(changes)
    if (names.length === 0) return { version: known.version }
    const editedFields = [...new Set([...known.editedFields, ...names])].sort()
    const { version } = await tx.incident.update({
      where: { id: known.id },
      data: { ...wanted, editedFields, version: { increment: 1 } },
    })
    if (wanted.title !== undefined) {
      const lang = known.langs[0] ?? 'und'
      const row = { kind_refId_lang: { kind: 'incident', refId: known.id, lang } }
      await tx.searchDocument.update({ where: row, data: { title: wanted.title } })
    }
    await writeAudit(tx, viewer, 'incident.updated', { kind: 'incident', id: known.id }, changes)
    return { version }
  })
}
