import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { findIncidentForChange } from './find-incident'
import { readEditions, type StoredEdition } from './incident-editions'
import { findRemarksThatCame } from './merged-remarks'
import { newSaving, type Saving } from './saving'
import { moveBelongings, rewriteIncident } from './separate-incident'
import { readShare, writeShare } from './shares'
import { freeSlug } from './slugs'
import { orderPairs } from './suggestions'
import { copyTakenFrom } from './taken-from'
import { inSavingTransaction } from './transaction'

export type Split = {
  /** Of the new incident. */
  slug: string
  /** What the other one is called now. */
  rest: string
}

/**
 * Makes an incident of its own of one edition: what only that edition tells of goes with it, with ids, history and hand edits,
 * and so do comments and runs that came with it by a merge; decisions about patterns stay with the rest, and the same people may
 * read both. The two are never merged by an import again, nor suggested.
 * Throws `not_found`, and `bad_input` for the only edition of an incident.
 */
export async function splitIncident(viewer: Viewer, request: { slug: string; edition: string }): Promise<Split> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const rest = await findIncidentForChange(tx, viewer, request.slug)
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const editions = await readEditions(tx, { incidentId: { in: [rest.id] } })
    const edition = editions.find(({ slug }) => slug === request.edition)
    if (!edition) throw new AppError('not_found', 'This account is not one of the incident (any more).')
    if (editions.length < 2) throw new AppError('bad_input', 'This is the only account of the incident.')
    const others = editions.filter((one) => one !== edition)
    const id = randomUUID()
    await tx.incident.create({
      data: { id, slug: id, title: edition.draft.title, langs: [], tags: [], stage: rest.stage },
    })
    await writeShare(tx, id, await readShare(tx, rest.id))
    // Nobody knows of which of the two a text tells that was taken from what they were together.
    await copyTakenFrom(saving, rest.id, id)
    const slugs = await nameApart(saving, edition, others)
    const staying = others.map((one) => one.id)
    const remarks = await findRemarksThatCame(tx, rest.id, edition.id, staying)
    await moveBelongings(saving, rest.id, id, { editions: [edition.id], slugs, remarks })
    const other = await rewriteIncident(saving, rest.id)
    const split = await rewriteIncident(saving, id)
    await keepApart(saving, rest.id, id)
    const changes = { edition: { from: edition.slug, to: split.slug } }
    saving.rows.add(
      'AuditEntry',
      auditRow(viewer, 'incident.split', { kind: 'incident', id: rest.id }, changes),
      auditRow(viewer, 'incident.created', { kind: 'incident', id }, { title: { from: null, to: split.title } }),
    )
    await saving.rows.flush(tx)
    return { slug: split.slug, rest: other.slug }
  })
}

/**
 * Makes the edition claim no slug of the others, and gives the slugs that go with it. A document may name the incident that it
 * was an edition of, and that name stays with the rest.
 */
async function nameApart(saving: Saving, edition: StoredEdition, others: readonly StoredEdition[]): Promise<string[]> {
  const { tx } = saving
  const named = new Set(
    others.flatMap(({ slug, draft }) => [slug, ...(draft.incidentSlug ? [draft.incidentSlug] : [])]),
  )
  const isTaken = named.has(edition.slug)
  const slug = isTaken ? await freeSlug(saving, edition, false) : edition.slug
  const { incidentSlug, ...plain } = edition.draft
  const keeps = incidentSlug && !named.has(incidentSlug) ? incidentSlug : null
  const draft = keeps === null ? plain : edition.draft
  if (isTaken || draft !== edition.draft) {
    await tx.postmortem.update({ where: { id: edition.id }, data: { slug, draft, version: { increment: 1 } } })
  }
  return [slug, ...(keeps === null ? [] : [keeps])]
}

/** Remembers that two incidents are not one. */
async function keepApart(saving: Saving, one: string, two: string): Promise<void> {
  const { tx } = saving
  const data = { id: randomUUID(), incidentId: one, otherId: two, score: 0, reasons: [], state: 'dismissed' }
  await tx.editionSuggestion.create({ data })
  await orderPairs(saving, one)
}
