import { z } from 'zod'
import { EvidenceColumnSchema } from '@/lib/schema/pattern'
import { sentence } from '@/lib/schema/sentence'
import type { Share } from '@/lib/schema/sharing'
import { auditRow } from './audit'
import { readRows, restoreRow, type Before } from './import-changes'
import { slugsOfEditions } from './incident-slugs'
import { restoreRequests } from './merged-remarks'
import { refreshExample } from './pattern-examples'
import { findPeoplesWork } from './peoples-work'
import { restoreStub } from './remove-incident'
import type { Saving } from './saving'
import { moveBelongings, rewriteIncident } from './separate-incident'
import { isSameShare, readShare, withoutGone, writeShare } from './shares'
import { orderPairs } from './suggestions'
import type { Transaction } from './transaction'
import type { Undone } from './undo-edition'
import { writeStub } from './stub-incidents'
import { wasWrittenSince, type Merge } from './written-since'
import { separateTakenFrom } from './taken-from'

/** `kept`: ids of the incidents that stay for fewer people than before the merge, because they were changed since. */
export type UndoneMerge = { reason: Undone; kept: string[] }

/**
 * Takes two merged incidents apart again: each has the accounts, names, action items, decisions, comments and runs that it had, and
 * its readers, unless something was written for fewer since. What has come since stays with the incident that remained.
 */
export async function undoMerge(saving: Saving, merge: Merge): Promise<UndoneMerge> {
  const { tx } = saving
  const { refId, before } = merge
  const { from } = before
  if (!(await tx.incident.findUnique({ where: { id: refId } })))
    return { reason: sentence`the incident is not there any more`, kept: [] }
  if (await tx.incident.findUnique({ where: { id: from.id } })) return { reason: null, kept: [] }
  const joined = await readShare(tx, refId)
  const reason = await takeApart(saving, refId, before)
  return { reason, kept: reason === null ? await shareApart(saving, merge, joined) : [] }
}

async function takeApart(saving: Saving, refId: string, before: Before<'incidents-merged'>): Promise<Undone> {
  const { tx, rows, viewer } = saving
  const { from, into, actionItems, comments = [], runs = [] } = before
  const editions = await tx.postmortem.findMany({
    where: { incidentId: refId, id: { in: before.editions } },
    select: { id: true },
  })
  if (before.editions.length > 0 && editions.length === 0) return sentence`its accounts belong to other incidents now`
  const moved = editions.map(({ id }) => id)
  if (await isNameTaken(tx, refId, moved, from.aliases))
    return sentence`an account that has come since has the name of the other one`
  const total = await tx.postmortem.count({ where: { incidentId: refId } })
  const stub = total === editions.length && into.row['stub'] === true
  const work = stub ? await findPeoplesWork(saving, refId, into) : null
  if (work !== null) return work
  const changes = { incident: { from: into.row['slug'], to: from.row['slug'] } }
  rows.add('AuditEntry', auditRow(viewer, 'incident.separated', { kind: 'incident', id: refId }, changes))
  // Under its own id until the remaining incident has given up its slug.
  await restoreRow(tx, 'Incident', { ...from.row, slug: from.id })
  // For those alone who may read both until each has its own again: what is moved is guarded at once.
  await writeShare(tx, from.id, await readShare(tx, refId))
  if (before.takenFrom) await separateTakenFrom(saving, { from: from.id, into: refId }, before.takenFrom)
  await restoreRequests(tx, before)
  const slugs = await slugsToMove(saving, refId, moved, before)
  await moveBelongings(saving, refId, from.id, { editions: moved, slugs, actionItems, remarks: { comments, runs } })
  await restoreDecisions(saving, refId, before)
  if (total > editions.length) await rewriteIncident(saving, refId)
  else if (stub) await restoreStub(saving, into)
  await writeSeparated(saving, before, moved.length > 0)
  await restoreSuggestions(saving, before)
  return null
}

/**
 * Who could read each of the two can again, unless somebody has said since who may read what they had become: then that holds for
 * both. One that was written to while fewer could read it stays for these. Gives the ids of those that do.
 */
async function shareApart({ tx }: Saving, merge: Merge, joined: Share): Promise<string[]> {
  const { shares, from } = merge.before
  if (shares === undefined || !isSameShare(joined, shares.joined)) return []
  const kept: string[] = []
  const parts = [
    { id: from.id, share: await withoutGone(tx, shares.from) },
    { id: merge.refId, share: await withoutGone(tx, shares.into) },
  ]
  for (const { id, share } of parts) {
    // A stub that nothing names any more has gone.
    if (isSameShare(share, joined) || !(await tx.incident.findUnique({ where: { id } }))) continue
    if (await wasWrittenSince(tx, merge, id)) kept.push(id)
    else await writeShare(tx, id, share)
  }
  return kept
}

/** The titles of incidents that stay for fewer people, and for whom. */
export async function tellKept(
  tx: Transaction,
  ids: readonly string[],
): Promise<{ title: string; visibility: string }[]> {
  const kept = await tx.incident.findMany({ where: { id: { in: [...ids] } }, orderBy: { slug: 'asc' } })
  return kept.map(({ title, visibility }) => ({ title, visibility }))
}

/** Whether an account that stays names an incident by a slug that goes. */
async function isNameTaken(
  tx: Transaction,
  refId: string,
  moved: readonly string[],
  aliases: readonly string[],
): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "Postmortem" p WHERE p."incidentId" = ${refId} AND p."id" <> ALL (${[...moved]}::text[])
      AND p."draft" ->> 'incidentSlug' = ANY (${[...aliases]}::text[])
      AND NOT EXISTS (SELECT 1 FROM "Postmortem" o WHERE o."incidentId" = ${refId} AND o."id" <> ALL (${[...moved]}::text[])
        AND o."slug" = p."draft" ->> 'incidentSlug')
    LIMIT 1`
  return rows.length > 0
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

/** What a match says beside its decision. */
const SaidSchema = z.object({ id: z.string(), role: z.string(), score: z.number(), evidence: EvidenceColumnSchema })

/** Decisions that the merge has moved or dropped are the separated incident's again; those of the other one say what they said. */
async function restoreDecisions({ tx }: Saving, refId: string, before: Before<'incidents-merged'>): Promise<void> {
  const now = await readRows(tx, 'Match', 'incidentId', [refId])
  for (const match of before.matches) {
    const moved = now.find(({ id }) => id === match['id'])
    if (moved && moved['state'] !== match['state']) continue
    const pattern = await tx.pattern.findUnique({ where: { id: String(match['patternId']) }, select: { id: true } })
    if (pattern) await restoreRow(tx, 'Match', match)
  }
  // The other one's have got the words of both.
  const kept = new Map(now.map((match) => [match['id'], match['state']]))
  for (const match of before.decidedOfInto ?? []) {
    if (kept.get(match['id']) !== match['state']) continue
    const { id, role, score, evidence } = SaidSchema.parse(match)
    await tx.match.update({ where: { id }, data: { role, score, evidence } })
  }
  // What is learned from decisions leaves with them; each is written anew afterwards, and with it what its own decisions teach.
  await refreshExample(tx, { incidentId: refId })
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
