import { randomUUID } from 'node:crypto'
import { listDoubts } from '@/lib/domain/doubts'
import { sentence } from '@/lib/schema/sentence'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import type { ReviewKind } from '@/lib/schema/review'
import { auditRow } from './audit'
import { restoreRow, type Before, type IncidentBefore } from './import-changes'
import { rehomeSources, releaseSlugs, slugsOfEditions } from './incident-slugs'
import { findPeoplesWork } from './peoples-work'
import { removeIncident, restoreStub } from './remove-incident'
import type { Saving } from './saving'
import { rewriteIncident } from './separate-incident'
import { readShare } from './shares'

/** A change of an import, to be undone: the row of the change and the import that made it. */
export type Undoing = { id: bigint; importId: string; refId: string; version: number | null }
/** Why a change stays; null when it has been undone. */
export type Undone = string | null

const CHANGED_SINCE = sentence`it has been changed since`

/** Takes a new edition out of its incident again. An incident that has no other edition goes with it. */
export async function undoNewEdition(
  saving: Saving,
  change: Undoing,
  before: Before<'edition-created'>,
): Promise<Undone> {
  const { tx } = saving
  const edition = await tx.postmortem.findUnique({ where: { id: change.refId } })
  if (!edition) return null
  if (edition.version !== change.version) return CHANGED_SINCE
  const { incidentId } = edition
  const known = before?.incident.id === incidentId ? before.incident : null
  const stub = known?.row['stub'] === true ? known : null
  const siblings = await tx.postmortem.count({ where: { incidentId, id: { not: edition.id } } })
  const work = siblings > 0 ? null : await findPeoplesWork(saving, incidentId, stub)
  if (work !== null) return work
  const changes = { edition: { from: edition.slug, to: null }, import: { from: change.importId, to: null } }
  const action = siblings > 0 || stub ? 'incident.edition-removed' : 'incident.removed'
  saving.rows.add('AuditEntry', auditRow(saving.viewer, action, { kind: 'incident', id: incidentId }, changes))
  // With no other account nothing is left to be named: the drafts need not be read.
  const named = siblings > 0 ? await slugsOfEditions(saving, incidentId) : new Set<string>()
  await tx.postmortem.delete({ where: { id: edition.id } })
  await tx.reviewItem.deleteMany({ where: { kind: 'edition', refId: edition.id } })
  if (siblings > 0) await rewriteWithout(saving, incidentId, named, known)
  else if (stub) await restoreStub(saving, stub)
  else await removeIncident(saving, incidentId)
  return null
}

/** Writes an incident anew without the slugs that only the vanished account had given it. */
async function rewriteWithout(
  saving: Saving,
  incidentId: string,
  named: ReadonlySet<string>,
  before: IncidentBefore | null,
): Promise<void> {
  const left = await slugsOfEditions(saving, incidentId)
  const kept = new Set([...left, ...(before?.aliases ?? [])])
  const lost = await releaseSlugs(
    saving,
    incidentId,
    [...named].filter((slug) => !kept.has(slug)),
  )
  await rewriteIncident(saving, incidentId)
  await rehomeSources({ ...saving, share: await readShare(saving.tx, incidentId) }, lost)
}

/** Puts an edition back to the draft and the source that it had. */
export async function undoNewVersion(
  saving: Saving,
  change: Undoing,
  before: Before<'edition-updated'>,
): Promise<Undone> {
  const { tx, rows } = saving
  const edition = await tx.postmortem.findUnique({ where: { id: change.refId } })
  if (!edition) return sentence`it has been removed since`
  if (edition.version !== change.version) return CHANGED_SINCE
  const { incidentId, slug } = edition
  const named = await slugsOfEditions(saving, incidentId)
  const version = edition.version + 1
  // Where it belongs and how it is called may have changed since, and is not the import's doing.
  await restoreRow(tx, 'Postmortem', { ...before.edition, incidentId, slug, version })
  await tx.editConflict.deleteMany({ where: { postmortemId: edition.id } })
  for (const conflict of before.conflicts) await restoreRow(tx, 'EditConflict', conflict)
  await restoreDoubts(saving, 'edition', edition.id, before.edition['draft'])
  // The edition says again what earlier imports have left: these can be undone in their turn.
  const earlier = Number(before.edition['version'])
  await tx.importChange.updateMany({ where: { refId: edition.id, version: earlier }, data: { version } })
  const changes = {
    source: { from: edition.sourceId, to: before.edition['sourceId'] },
    import: { from: change.importId, to: null },
  }
  rows.add('AuditEntry', auditRow(saving.viewer, 'incident.restored', { kind: 'incident', id: incidentId }, changes))
  await rewriteWithout(saving, incidentId, named, before.incident.id === incidentId ? before.incident : null)
  return null
}

/** Fields that the earlier draft was not sure of are to be reviewed again; what a person has decided stays decided. */
export async function restoreDoubts(
  { tx, rows }: Saving,
  kind: ReviewKind,
  refId: string,
  draft: unknown,
): Promise<void> {
  await tx.reviewItem.deleteMany({ where: { kind, refId, state: 'open' } })
  const decided = await tx.reviewItem.findMany({ where: { kind, refId }, select: { path: true } })
  const known = new Set(decided.map(({ path }) => path))
  for (const { path, reason, span } of listDoubts(DocumentDraftSchema.parse(draft))) {
    if (known.has(path)) continue
    known.add(path)
    rows.add('ReviewItem', { id: randomUUID(), kind, refId, path, reason, span: span ?? null })
  }
}

/** Gives an edition the slug back that it had to give up for another one. */
export async function undoRename(saving: Saving, change: Undoing, before: Before<'edition-renamed'>): Promise<Undone> {
  const { tx } = saving
  const edition = await tx.postmortem.findUnique({ where: { id: change.refId } })
  if (!edition || edition.slug === before.slug) return null
  const holder = await tx.slugAlias.findUnique({ where: { slug: before.slug } })
  if (holder && holder.incidentId !== edition.incidentId) return sentence`another incident is called ${before.slug} now`
  if (await tx.postmortem.findUnique({ where: { slug: before.slug } }))
    return sentence`another account is called ${before.slug}`
  const named = await slugsOfEditions(saving, edition.incidentId)
  await tx.postmortem.update({ where: { id: edition.id }, data: { slug: before.slug } })
  const known = before.incident.id === edition.incidentId ? before.incident : null
  await rewriteWithout(saving, edition.incidentId, named, known)
  return null
}
