import { randomUUID } from 'node:crypto'
import { fingerprintOf } from '@/lib/recognise/fingerprint'
import type { DocumentDraft } from '@/lib/schema/draft'
import { absorbIncident } from './absorb-incident'
import { auditRow } from './audit'
import { findKnownEditions, type CommonKeys, type KnownEditions } from './edition-candidates'
import { decideIdentity, type Identity } from './identity'
import { readIncidentBefore, readRows, recordChange } from './import-changes'
import { readEditions, type StoredEdition } from './incident-editions'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'
import { settleSlug } from './slugs'
import { orderPairs, writeSuggestions } from './suggestions'
import { rebuildIncident, writeIncident, type WrittenIncident } from './write-incident'

type Arrival = {
  saving: Saving
  source: StoredSource
  document: DocumentDraft
  fingerprint: string[]
  known: KnownEditions
}

/** Saves an account of an incident: as a new version of an edition, as another edition, or as a new incident. */
export async function saveIncidentDocument(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
  common: CommonKeys,
): Promise<SavedDocument> {
  const fingerprint = fingerprintOf(document)
  const known = await findKnownEditions(saving.tx, document, source, fingerprint, common)
  const identity = decideIdentity(document, source, known)
  const arrival = { saving, source, document, fingerprint, known }
  const saved = await saveAs(arrival, identity)
  if (identity.suggestions.length > 0) await writeSuggestions(saving, saved, identity.suggestions)
  const titleOf = (id: string) =>
    known.incidents.find((one) => one.id === id)?.editions[0]?.draft.title ?? 'an incident'
  const hints = identity.suggestions.map(
    ({ incidentId, reasons }) => `may be another edition of “${titleOf(incidentId)}”: ${reasons.join('; ')}`,
  )
  return {
    outcome: OUTCOMES[identity.kind],
    kind: 'incident',
    id: saved.id,
    slug: saved.slug,
    reasons: identity.kind === 'edition' ? [...identity.reasons, ...hints] : hints,
  }
}

const OUTCOMES = { revision: 'updated', edition: 'merged', incident: 'created' } as const satisfies Record<
  Identity['kind'],
  SavedDocument['outcome']
>

function saveAs(arrival: Arrival, identity: Identity): Promise<WrittenIncident> {
  switch (identity.kind) {
    case 'revision':
      return saveRevision(arrival, identity.edition)
    case 'edition':
      return saveEdition(arrival, identity.incidentIds, identity.reasons)
    case 'incident':
      return saveNewIncident(arrival)
  }
}

async function saveRevision(
  { saving, source, document, fingerprint }: Arrival,
  edition: StoredEdition,
): Promise<WrittenIncident> {
  const { tx, rows, viewer } = saving
  // The new source has to be there before the edition can point at it.
  await rows.flush(tx)
  await recordRevision(saving, edition)
  const { title, body, authors, tags } = document
  // A version that does not name its incident leaves the incident's address as it is.
  const incidentSlug = document.incidentSlug ?? edition.draft.incidentSlug
  const draft = incidentSlug ? { ...document, incidentSlug } : document
  await tx.postmortem.update({
    where: { id: edition.id },
    data: { title, body, authors, tags, sourceId: source.id, draft, fingerprint, version: { increment: 1 } },
  })
  const editions = await readEditions(tx, { incidentId: { in: [edition.incidentId] } })
  const target = { kind: 'incident', id: edition.incidentId } as const
  const changes = { source: { from: edition.sourceId, to: source.id }, title: { from: edition.draft.title, to: title } }
  rows.add('AuditEntry', auditRow(viewer, 'incident.updated', target, changes))
  const written = await writeIncident(saving, edition.incidentId, editions, false)
  await orderPairs(saving, written.id)
  return written
}

/** Keeps what the edition and its incident are like before a newer version comes. */
async function recordRevision(saving: Saving, { id, incidentId }: StoredEdition): Promise<void> {
  if (saving.importId === null) return
  const { tx } = saving
  const [row = {}] = await readRows(tx, 'Postmortem', 'id', [id])
  const conflicts = await readRows(tx, 'EditConflict', 'postmortemId', [id])
  const before = { edition: row, conflicts, incident: await readIncidentBefore(tx, incidentId) }
  recordChange(saving, 'edition-updated', id, before, Number(row['version']) + 1)
}

async function saveEdition(arrival: Arrival, incidentIds: string[], reasons: string[]): Promise<WrittenIncident> {
  const { saving, known, document } = arrival
  const [into = '', ...others] = incidentIds
  for (const other of others) await absorbIncident(saving, other, into)
  const before = { incident: await readIncidentBefore(saving.tx, into) }
  const edition = await addEdition(arrival, into, incidentIds)
  recordChange(saving, 'edition-created', edition.stored.id, before, 1)
  const editions = known.incidents.filter(({ id }) => incidentIds.includes(id)).flatMap((incident) => incident.editions)
  const changes = {
    edition: { from: null, to: edition.slug },
    lang: { from: null, to: document.lang },
    reasons: { from: null, to: reasons },
  }
  saving.rows.add('AuditEntry', auditRow(saving.viewer, 'incident.merged', { kind: 'incident', id: into }, changes))
  // An edition that lost its slug to the new one has been renamed in the database: `known` is older than that.
  const current = edition.renamed
    ? editions.map((one) => (one.id === edition.renamed?.id ? edition.renamed : one))
    : editions
  const written = await writeIncident(saving, into, [...current, edition.stored], false)
  await orderPairs(saving, written.id)
  return written
}

async function saveNewIncident(arrival: Arrival): Promise<WrittenIncident> {
  const { saving, document } = arrival
  const id = randomUUID()
  const { stored } = await addEdition(arrival, id, [id])
  recordChange(saving, 'edition-created', stored.id, null, 1)
  const changes = { title: { from: null, to: document.title } }
  saving.rows.add('AuditEntry', auditRow(saving.viewer, 'incident.created', { kind: 'incident', id }, changes))
  return writeIncident(saving, id, [stored], true)
}

/** An incident whose edition has given up its slug is written anew, before the slug is used again. */
async function rebuildRenamed(saving: Saving, incidentId: string): Promise<void> {
  const editions = await readEditions(saving.tx, { incidentId: { in: [incidentId] } })
  await rebuildIncident(saving, editions, incidentId)
  await orderPairs(saving, incidentId)
}

/** Adds the row of a new edition under a slug that is free. `mergedIds`: the incidents that are one with it from now on. */
async function addEdition(arrival: Arrival, incidentId: string, mergedIds: readonly string[]) {
  const { saving, source, document, fingerprint, known } = arrival
  const id = randomUUID()
  const { sha256, text, origin, kind } = source
  const { lang, slug: wanted } = document
  const edition = {
    id,
    incidentId,
    sourceId: source.id,
    slug: wanted,
    lang,
    draft: document,
    sha256,
    text,
    origin,
    kind,
  }
  const holderId = known.holders.get(wanted)
  const editions = known.incidents.find((incident) => incident.id === holderId)?.editions ?? []
  const holder =
    holderId === undefined ? null : { incidentId: mergedIds.includes(holderId) ? incidentId : holderId, editions }
  const { slug, renamed } = await settleSlug(saving, edition, holder)
  if (renamed && !mergedIds.includes(renamed.incidentId)) await rebuildRenamed(saving, renamed.incidentId)
  const { title, body, authors, tags } = document
  const row = { id, incidentId, slug, lang, title, body, authors, tags, sourceId: source.id }
  saving.rows.add('Postmortem', { ...row, draft: document, fingerprint, updatedAt: saving.now })
  return { slug, renamed, stored: { ...edition, slug } }
}
