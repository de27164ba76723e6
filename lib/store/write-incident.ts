import { randomUUID } from 'node:crypto'
import type { Incident } from '@/generated/prisma/client'
import { inPreferredOrder } from '@/lib/domain/gather-items'
import { mergeEditions, type MergedIncident } from '@/lib/domain/merge-editions'
import { countOpen, writeActionItems, type SavedActionItem } from './action-item-rows'
import { addChildRows, incidentColumns, takeChildIds, toDate } from './incident-rows'
import type { StoredEdition } from './incident-editions'
import { planVoted, writeMatches } from './matches'
import { resolveReferences, writeReferences } from './references'
import type { Saving } from './saving'
import { readerRows } from './shares'
import { addActionItemSearchRows, addSearchRows, deleteSearchRows } from './search-rows'
import { shareWithSkills } from './skill-items'
import { writeStub } from './stub-incidents'

export type WrittenIncident = { id: string; slug: string; title: string }

/**
 * Writes an incident as its editions tell it: columns, windows, timeline, causes, action items, matches, references and
 * what a search finds. Hand edits and decisions stay. The rows of the editions themselves are the caller's. A fresh incident
 * is only added to the rows that wait: the caller calls `settle`.
 */
export async function writeIncident(
  saving: Saving,
  id: string,
  editions: readonly StoredEdition[],
  fresh: boolean,
  hasPairs = false,
): Promise<WrittenIncident> {
  const merged = mergeEditions(editions)
  const known = fresh ? null : await saving.tx.incident.findUniqueOrThrow({ where: { id } })
  const idOf = known ? await takeChildIds(saving, id) : () => randomUUID()
  if (known) await deleteSearchRows(saving, { kind: 'incident', id })
  addChildRows(saving, id, merged, idOf)
  const actionItems = await writeActionItems(saving, { incidentId: id }, merged.actionItems, fresh)
  const written = await writeColumns(saving, id, merged, known, countOpen(actionItems))
  const planned = await planVoted(saving, { incidentId: id }, inPreferredOrder(editions))
  await writeMatches(saving, planned, fresh)
  const told = inPreferredOrder(editions).map(({ sourceId, draft }) => ({
    sourceId,
    references: draft.references,
  }))
  await writeReferences(saving, { kind: 'incident', id }, told, fresh)
  await writeSlugs(saving, id, merged.slugs, fresh)
  writeSearchRows(saving, written, merged, editions, actionItems)
  const refersToAny = told.some(({ references }) => references.length > 0)
  if (fresh) {
    saving.added.push({ id, names: merged.slugs, refersToAny, hasPairs })
    return written
  }
  await saving.rows.flush(saving.tx)
  await resolveReferences(saving, { kind: 'incident', id }, merged.slugs, refersToAny)
  await shareWithSkills(saving, [id])
  return written
}

async function writeColumns(
  saving: Saving,
  id: string,
  merged: MergedIncident,
  known: Incident | null,
  openActionItems: number,
): Promise<WrittenIncident> {
  const columns = incidentColumns(merged)
  if (!known) {
    const { share, now } = saving
    saving.rows.add('Incident', { id, ...columns, visibility: share.visibility, openActionItems, updatedAt: now })
    saving.rows.add('IncidentReader', ...readerRows(id, share))
    return { id, slug: merged.slug, title: merged.title }
  }
  const unedited = Object.fromEntries(Object.entries(columns).filter(([name]) => !known.editedFields.includes(name)))
  await saving.tx.incident.update({ where: { id }, data: { ...unedited, openActionItems, version: { increment: 1 } } })
  return { id, slug: merged.slug, title: known.editedFields.includes('title') ? known.title : merged.title }
}

/** Slugs are unique over all incidents: the caller has made sure that these are free or this incident's. */
async function writeSlugs(
  { tx, rows }: Saving,
  incidentId: string,
  slugs: readonly string[],
  fresh: boolean,
): Promise<void> {
  const known = fresh ? [] : await tx.slugAlias.findMany({ where: { incidentId }, select: { slug: true } })
  const held = new Set(known.map(({ slug }) => slug))
  rows.add('SlugAlias', ...slugs.filter((slug) => !held.has(slug)).map((slug) => ({ slug, incidentId })))
}

function writeSearchRows(
  saving: Saving,
  incident: WrittenIncident,
  merged: MergedIncident,
  editions: readonly StoredEdition[],
  actionItems: readonly SavedActionItem[],
): void {
  const on = toDate(merged.onDate)
  const texts = inPreferredOrder(editions).map(({ lang, draft }) => ({
    lang,
    title: draft.title,
    body: searchTextOf(draft),
  }))
  // A title that a person has given is found beside those of the editions.
  const edited =
    incident.title === merged.title ? [] : [{ lang: merged.langs[0] ?? 'und', title: incident.title, body: '' }]
  addSearchRows(saving, { kind: 'incident', ...incident, on }, [...edited, ...texts])
  addActionItemSearchRows(saving, actionItems, on)
}

/** What is found of an edition: its body, and updates of a status page that the body has left to the timeline. */
function searchTextOf({ body, incident }: StoredEdition['draft']): string {
  const apart = (incident?.statusUpdates ?? []).filter(({ text }) => !body.includes(text.slice(0, 60)))
  return [body, ...apart.map(({ text }) => text)].join('\n\n')
}

/** Writes an incident anew from what is stored: from its editions, or as a stub when it has none. */
export async function rebuildIncident(
  saving: Saving,
  editions: readonly StoredEdition[],
  id: string,
): Promise<WrittenIncident> {
  return editions.length > 0 ? writeIncident(saving, id, editions, false) : writeStub(saving, id)
}
