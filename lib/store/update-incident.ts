import type { Incident } from '@/generated/prisma/client'
import type { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { IncidentPatchSchema, type IncidentPatch } from '@/lib/schema/incident'
import { IncidentStateSchema } from '@/lib/schema/revision'
import type { Viewer } from '@/lib/schema/viewer'
import { changesBetween, writeAudit } from './audit'
import { findIncidentForChange } from './find-incident'
import { lateEdit } from './late-edit'
import { inTransaction, type Transaction } from './transaction'

/**
 * Changes an incident by hand: the fields of the patch stay as they are now when its editions are imported again. A new
 * title does not change the slug. Throws `not_found`, and `stale` when the incident is not in `expectedVersion` any more, with what
 * others have changed since.
 */
export async function updateIncident(
  viewer: Viewer,
  slug: string,
  patch: IncidentPatch,
  expectedVersion: number,
): Promise<{ version: number }> {
  return inTransaction((tx) => updateIncidentWithin(tx, viewer, slug, patch, expectedVersion))
}

/** As `updateIncident`, in the transaction that is open. */
export async function updateIncidentWithin(
  tx: Transaction,
  viewer: Viewer,
  slug: string,
  patch: IncidentPatch,
  expectedVersion: number,
): Promise<{ version: number }> {
  assertCan(viewer, 'write')
  const wanted = IncidentPatchSchema.parse(patch)
  const known = await findIncidentForChange(tx, viewer, slug)
  if (known.version !== expectedVersion) throw await lateForIncident(tx, known, wanted, expectedVersion)
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
}

const SAVED_IN_BETWEEN = sentence`Somebody else has changed this incident. Look at the difference, then save again.`

/** The failure of a change that was meant for an earlier version, with what has come since. */
export async function lateForIncident(
  tx: Transaction,
  { id, title, severity, status, tags, version }: Incident,
  yours: IncidentPatch,
  expectedVersion: number,
): Promise<AppError> {
  const kept = await tx.incidentRevision.findFirst({
    where: { incidentId: id, version: { gte: expectedVersion } },
    orderBy: { version: 'asc' },
    select: { fields: true },
  })
  const now = { title, severity, status, tags }
  const before = kept && IncidentStateSchema.shape.fields.parse(kept.fields)
  // Only its workflow or who may read it has changed: the fields are those that were read.
  const base = before ?? (expectedVersion < version ? now : null)
  return lateEdit(SAVED_IN_BETWEEN, base, now, yours)
}
