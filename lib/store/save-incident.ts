import { randomUUID } from 'node:crypto'
import { possibleEdition } from '@/lib/domain/possible-edition'
import { sentence } from '@/lib/schema/sentence'
import { fingerprintOf } from '@/lib/recognise/fingerprint'
import type { DocumentDraft } from '@/lib/schema/draft'
import { absorbIncident } from './absorb-incident'
import { auditRow, type Changes } from './audit'
import type { Arrival } from './batch-neighbours'
import { findKnownEditionsOf, type KnownEditions, type LookupMemory } from './edition-candidates'
import { decideIdentity, type Identity, type Suggestion } from './identity'
import { correctionOf, writeVersion } from './edition-version'
import { addHandEditConflicts, readSaidBefore } from './hand-edit-conflicts'
import { readIncidentBefore, recordChange } from './import-changes'
import { readEditions, type ComparedEdition } from './incident-editions'
import { addReviewItems } from './review-items'
import type { SavedDocument, StoredSource } from './saved-document'
import type { Saving } from './saving'
import { isSameShare, joinShares, readShare, writeShare } from './shares'
import { settleSlug } from './slugs'
import { addSuggestions, orderPairs, writeSuggestions } from './suggestions'
import { rebuildIncident, writeIncident, type WrittenIncident } from './write-incident'

export type IncidentArrival = Arrival & { document: DocumentDraft; source: StoredSource }
/** An account of an incident, and what has been decided about it. */
export type DecidedArrival = { arrival: IncidentArrival; known: KnownEditions; identity: Identity }
type Arriving = DecidedArrival & { saving: Saving }

export function arrivalOf(source: StoredSource, document: DocumentDraft): IncidentArrival {
  return { source, document, fingerprint: fingerprintOf(document) }
}

export function decideArrival(arrival: IncidentArrival, known: KnownEditions): DecidedArrival {
  return { arrival, known, identity: decideIdentity(arrival.document, arrival.source, known) }
}

/** Whether it is a new incident with slugs that nobody holds: saving it only adds rows, and reads nothing. */
export function onlyAddsRows({ known, identity }: DecidedArrival): boolean {
  return identity.kind === 'incident' && known.holders.size === 0
}

/** Saves an account of an incident: as a new version of an edition, as another edition, or as a new incident. */
export async function saveIncidentDocument(
  saving: Saving,
  source: StoredSource,
  document: DocumentDraft,
  memory: LookupMemory,
): Promise<SavedDocument> {
  const arrival = arrivalOf(source, document)
  return saveDecided(saving, decideArrival(arrival, await findKnownEditionsOf(saving, arrival, memory)))
}

/** As `saveIncidentDocument`, once it is decided what the account is. The caller calls `settle` afterwards. */
export async function saveDecided(saving: Saving, decided: DecidedArrival): Promise<SavedDocument> {
  const { known, identity } = decided
  const saved = await saveAs({ ...decided, saving }, identity)
  if (identity.kind !== 'incident' && identity.suggestions.length > 0) {
    await writeSuggestions(saving, saved, identity.suggestions)
  }
  const titleOf = (id: string) =>
    known.incidents.find((one) => one.id === id)?.editions[0]?.draft.title ?? 'an incident'
  const hints = identity.suggestions.map(({ incidentId, reasons }) => possibleEdition(titleOf(incidentId), reasons))
  return {
    outcome: OUTCOMES[identity.kind],
    kind: 'incident',
    id: saved.id,
    slug: saved.slug,
    reasons: [...(identity.kind === 'edition' ? identity.reasons : []), ...hints, ...(saved.hint ? [saved.hint] : [])],
  }
}

const OUTCOMES = {
  known: 'unchanged',
  revision: 'updated',
  edition: 'merged',
  incident: 'created',
} as const satisfies Record<Identity['kind'], SavedDocument['outcome']>

/** `hint`: what a person should know of it beside why it is what it is. */
type Written = WrittenIncident & { hint?: string }

function saveAs(arriving: Arriving, identity: Identity): Promise<Written> {
  switch (identity.kind) {
    case 'known':
      return arriving.saving.tx.incident.findUniqueOrThrow({
        where: { id: identity.edition.incidentId },
        select: { id: true, slug: true, title: true },
      })
    case 'revision':
      return saveRevision(arriving, identity.edition)
    case 'edition':
      return saveEdition(arriving, identity.incidentIds, identity.reasons)
    case 'incident':
      return saveNewIncident(arriving, identity.suggestions)
  }
}

async function saveRevision({ saving, arrival, known }: Arriving, edition: ComparedEdition): Promise<WrittenIncident> {
  const { source, document } = arrival
  const { tx, rows, viewer } = saving
  // The new source has to be there before the edition can point at it.
  await rows.flush(tx)
  const readOwn = () => readEditions(tx, { incidentId: { in: [edition.incidentId] } }, saving.editions)
  const before = await readSaidBefore(saving, edition.incidentId, readOwn)
  const reviewed = source.parsed?.get(document) ?? null
  await writeVersion(saving, edition, source.id, { draft: continued(document, known, edition), reviewed })
  const editions = await readOwn()
  if (before) await addHandEditConflicts(saving, edition.id, edition.incidentId, before, editions)
  const target = { kind: 'incident', id: edition.incidentId } as const
  const changes = {
    source: { from: edition.sourceId, to: source.id },
    title: { from: edition.draft.title, to: document.title },
  }
  rows.add('AuditEntry', auditRow(viewer, 'incident.updated', target, changes))
  const written = await writeIncident(saving, edition.incidentId, editions, false)
  await orderPairs(saving, written.id)
  return written
}

/**
 * A newer version that does not name its incident leaves the incident's address and its publisher's name as they are. One that
 * a person has split off keeps its own: its document knows nothing of that.
 */
function continued(
  document: DocumentDraft,
  known: KnownEditions,
  { incidentId, draft }: ComparedEdition,
): DocumentDraft {
  const { incidentSlug, ...plain } = document
  const holder = incidentSlug ? known.holders.get(incidentSlug) : undefined
  const isOwn = holder === undefined || holder === incidentId
  const slug = (isOwn ? incidentSlug : null) ?? draft.incidentSlug
  const externalId = document.externalId ?? draft.externalId ?? null
  return { ...plain, ...(slug ? { incidentSlug: slug } : {}), ...(externalId ? { externalId } : {}) }
}

async function saveEdition(arriving: Arriving, incidentIds: string[], reasons: string[]): Promise<Written> {
  const { saving, arrival } = arriving
  const [into = '', ...others] = incidentIds
  for (const other of others) await absorbIncident(saving, other, into)
  const before = { incident: await readIncidentBefore(saving.tx, into) }
  const narrowed = await narrow(saving, into)
  const edition = await addEdition(arriving, into, incidentIds)
  recordChange(saving, 'edition-created', edition.stored.id, before, 1)
  const changes = {
    edition: { from: null, to: edition.slug },
    lang: { from: null, to: arrival.document.lang },
    reasons: { from: null, to: reasons },
    ...narrowed,
  }
  saving.rows.add('AuditEntry', auditRow(saving.viewer, 'incident.merged', { kind: 'incident', id: into }, changes))
  // With the texts of their sources, and without the new one, whose row still waits.
  const editions = await readEditions(saving.tx, { incidentId: { in: [into] } }, saving.editions)
  const written = await writeIncident(saving, into, [...editions, edition.stored], false)
  await orderPairs(saving, written.id)
  const isUnpublished = narrowed['visibility']?.from === 'public'
  return { ...written, ...(isUnpublished ? { hint: UNPUBLISHED } : {}) }
}

const UNPUBLISHED = sentence`the incident is not public any more: this account of it has not been published`

async function saveNewIncident(arriving: Arriving, suggestions: readonly Suggestion[]): Promise<WrittenIncident> {
  const { saving, arrival } = arriving
  const id = randomUUID()
  const { stored } = await addEdition(arriving, id, [id])
  recordChange(saving, 'edition-created', stored.id, null, 1)
  const changes = { title: { from: null, to: arrival.document.title } }
  saving.rows.add('AuditEntry', auditRow(saving.viewer, 'incident.created', { kind: 'incident', id }, changes))
  addSuggestions(saving, id, suggestions)
  return writeIncident(saving, id, [stored], true, suggestions.length > 0)
}

/**
 * A new account is for whom its import is: an incident that more people may read is for these alone from now on. Gives what the
 * audit says of it.
 */
async function narrow({ tx, share }: Saving, incidentId: string): Promise<Changes> {
  const known = await readShare(tx, incidentId)
  const joined = await joinShares(tx, share, known)
  if (isSameShare(joined, known)) return {}
  await writeShare(tx, incidentId, joined)
  return { visibility: { from: known.visibility, to: joined.visibility } }
}

/** An incident whose edition has given up its slug is written anew, before the slug is used again. */
async function rebuildRenamed(saving: Saving, incidentId: string): Promise<void> {
  const editions = await readEditions(saving.tx, { incidentId: { in: [incidentId] } }, saving.editions)
  await rebuildIncident(saving, editions, incidentId)
  await orderPairs(saving, incidentId)
}

/** Adds the row of a new edition under a slug that is free. `mergedIds`: the incidents that are one with it from now on. */
async function addEdition({ saving, arrival, known }: Arriving, incidentId: string, mergedIds: readonly string[]) {
  const { source, document } = arrival
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
  const names = { id, incidentId, slug, lang, externalId: document.externalId ?? null, sourceId: source.id }
  const told = { title, body, authors, tags, draft: document, fingerprint: [...arrival.fingerprint] }
  const row = { ...names, ...told, ...correctionOf(document, source.parsed?.get(document) ?? null) }
  saving.rows.add('Postmortem', { ...row, updatedAt: saving.now })
  saving.editions.set({ id, version: 1, updatedAt: saving.now }, document)
  const reviewed = source.parsed?.has(document) ?? false
  addReviewItems(saving, { kind: 'edition', refId: id, draft: document, reviewed })
  return { slug, renamed, stored: { ...edition, slug } }
}
