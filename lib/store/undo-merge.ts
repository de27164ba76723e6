import { z } from 'zod'
import { auditRow } from './audit'
import { readRows, restoreRow, type Before } from './import-changes'
import { slugsOfEditions } from './incident-slugs'
import { findPeoplesWork, restoreStub } from './remove-incident'
import type { Saving } from './saving'
import { moveBelongings, rewriteIncident } from './separate-incident'
import { isSameShare, readShare, withoutGone, writeShare } from './shares'
import { orderPairs } from './suggestions'
import type { Undone } from './undo-edition'
import { writeStub } from './stub-incidents'
import { separateTakenFrom } from './taken-from'

/**
 * Takes two merged incidents apart again: each has the accounts, names, action items and decisions that it had. What has come
 * since stays with the incident that remained.
 */
export async function undoMerge(saving: Saving, refId: string, before: Before<'incidents-merged'>): Promise<Undone> {
  const { tx, rows, viewer } = saving
  const { from, into } = before
  if (!(await tx.incident.findUnique({ where: { id: refId } }))) return 'the incident is not there any more'
  if (await tx.incident.findUnique({ where: { id: from.id } })) return null
  const editions = await tx.postmortem.findMany({
    where: { incidentId: refId, id: { in: before.editions } },
    select: { id: true },
  })
  if (before.editions.length > 0 && editions.length === 0) return 'its accounts belong to other incidents now'
  const total = await tx.postmortem.count({ where: { incidentId: refId } })
  const stub = total === editions.length && into.row['stub'] === true
  const work = stub ? await findPeoplesWork(saving, refId, into) : null
  if (work !== null) return work
  const changes = { incident: { from: into.row['slug'], to: from.row['slug'] } }
  rows.add('AuditEntry', auditRow(viewer, 'incident.separated', { kind: 'incident', id: refId }, changes))
  // Under its own id until the remaining incident has given up its slug.
  await restoreRow(tx, 'Incident', { ...from.row, slug: from.id })
  await shareApart(saving, refId, before)
  if (before.takenFrom) await separateTakenFrom(saving, { from: from.id, into: refId }, before.takenFrom)
  const moved = editions.map(({ id }) => id)
  const slugs = await slugsToMove(saving, refId, moved, before)
  await moveBelongings(saving, refId, from.id, { editions: moved, slugs, actionItems: before.actionItems })
  await restoreDecisions(saving, refId, before)
  if (total > editions.length) await rewriteIncident(saving, refId)
  else if (stub) await restoreStub(saving, into)
  await writeSeparated(saving, before, moved.length > 0)
  await restoreSuggestions(saving, before)
  return null
}

/**
 * Who could read each of the two can again, unless somebody has said since who may read what they had become: then that holds for
 * both. Before anything moves: what is moved is guarded at once.
 */
async function shareApart({ tx }: Saving, refId: string, { from, shares }: Before<'incidents-merged'>): Promise<void> {
  const now = await readShare(tx, refId)
  const isAsMerged = shares !== undefined && isSameShare(now, shares.joined)
  await writeShare(tx, from.id, isAsMerged ? await withoutGone(tx, shares.from) : now)
  if (isAsMerged) await writeShare(tx, refId, await withoutGone(tx, shares.into))
}

/** Its own slugs, but for those that an account which stays has by now. */
async function slugsToMove(
  saving: Saving,
  refId: string,
  moved: readonly string[],
  { from }: Before<'incidents-merged'>,
): Promise<string[]> {
  const held = await slugsOfEditions(saving, refId)
  const staying = await saving.tx.postmortem.findMany({
    where: { incidentId: refId, id: { notIn: [...moved] } },
    select: { slug: true },
  })
  const kept = new Set(staying.map(({ slug }) => slug))
  return [...new Set([...from.aliases, ...held])].filter((slug) => from.aliases.includes(slug) && !kept.has(slug))
}

async function writeSeparated(
  saving: Saving,
  { from }: Before<'incidents-merged'>,
  hasEditions: boolean,
): Promise<void> {
  if (hasEditions) {
    await rewriteIncident(saving, from.id)
    return
  }
  await saving.tx.incident.update({ where: { id: from.id }, data: { slug: z.string().parse(from.row['slug']) } })
  await writeStub(saving, from.id)
}

/** Decisions that the merge has moved or dropped are the separated incident's again. */
async function restoreDecisions({ tx }: Saving, refId: string, before: Before<'incidents-merged'>): Promise<void> {
  const now = await readRows(tx, 'Match', 'incidentId', [refId])
  for (const match of before.matches) {
    const moved = now.find(({ id }) => id === match['id'])
    if (moved && moved['state'] !== match['state']) continue
    const pattern = await tx.pattern.findUnique({ where: { id: String(match['patternId']) }, select: { id: true } })
    if (pattern) await restoreRow(tx, 'Match', match)
  }
}

/** Pairs stand as they did before; one that a person has dismissed since stays dismissed. */
async function restoreSuggestions(saving: Saving, { from, into, suggestions }: Before<'incidents-merged'>) {
  const { tx } = saving
  for (const row of suggestions) {
    const ids = [String(row['incidentId']), String(row['otherId'])]
    if ((await tx.incident.count({ where: { id: { in: ids } } })) < 2) continue
    const now = await tx.editionSuggestion.findUnique({ where: { id: String(row['id']) } })
    await restoreRow(tx, 'EditionSuggestion', now?.state === 'dismissed' ? { ...row, state: 'dismissed' } : row)
  }
  for (const { id } of [from, into]) await orderPairs(saving, id)
}
