import { restoreRow, type IncidentBefore } from './import-changes'
import { rehomeSources, releaseSlugs } from './incident-slugs'
import type { Saving } from './saving'
import { deleteSearchRows } from './search-rows'
import { readShare, writeShare } from './shares'
import { findSharingSkills, rewriteItemsOf } from './skill-items'
import { deleteIncidents, deleteOrphanStubs, writeStub } from './stub-incidents'

/** Removes an incident whose last account is gone. A conversation that a skill names is a stub again. */
export async function removeIncident(saving: Saving, id: string): Promise<void> {
  const { tx } = saving
  await saving.rows.flush(tx)
  const sources = await tx.skillSource.findMany({ where: { incidentId: id }, select: { id: true } })
  const sharing = await findSharingSkills(tx, [id])
  const share = await readShare(tx, id)
  await deleteSearchRows(saving, { kind: 'incident', id })
  await deleteIncidents(tx, [id])
  // What is left of it under its name stays for the same people.
  await rehomeSources(
    { ...saving, share },
    sources.map((source) => source.id),
  )
  await rewriteItemsOf(saving, sharing)
}

/** Makes an incident without accounts the stub again that it was. It goes when no skill names it any more. */
export async function restoreStub(saving: Saving, before: IncidentBefore): Promise<void> {
  const { tx } = saving
  const { id, row, aliases } = before
  await saving.rows.flush(tx)
  const sharing = await findSharingSkills(tx, [id])
  const where = { incidentId: id }
  await deleteSearchRows(saving, { kind: 'incident', id })
  await tx.impactWindow.deleteMany({ where })
  await tx.timelineEntry.deleteMany({ where })
  await tx.cause.deleteMany({ where })
  await tx.actionItem.deleteMany({ where })
  await tx.reference.deleteMany({ where: { fromKind: 'incident', fromId: id } })
  const held = await tx.slugAlias.findMany({ where })
  const lost = await releaseSlugs(
    saving,
    id,
    held.map(({ slug }) => slug).filter((slug) => !aliases.includes(slug)),
  )
  // Who may read it is not the import's doing.
  const share = await readShare(tx, id)
  await restoreRow(tx, 'Incident', row)
  await writeShare(tx, id, share)
  await writeStub(saving, id)
  await rehomeSources({ ...saving, share }, lost)
  await deleteOrphanStubs(saving, [id])
  await rewriteItemsOf(saving, sharing)
}
