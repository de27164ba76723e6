import type { Before } from './import-changes'
import { readMarks } from './merged-remarks'
import type { Transaction } from './transaction'

/** A merge that is taken back: its record, and the incident that had remained. */
export type Merge = { id: bigint; refId: string; before: Before<'incidents-merged'> }

/**
 * Whether somebody has written to one of two incidents while they were one, once each has its own again. It was written for who
 * could read both. True for merges of before it was kept what was there.
 */
export async function wasWrittenSince(tx: Transaction, merge: Merge, part: string): Promise<boolean> {
  const { atMerge } = merge.before
  if (!atMerge) return true
  const isRest = part === merge.refId
  return (
    (await hasNewRemarks(tx, part, atMerge)) ||
    (await hasNewAccounts(tx, part, atMerge.at)) ||
    (await hasEntries(tx, { part, refId: merge.refId, isRest, at: atMerge.at })) ||
    // What came with a later merge is with the one that remained.
    (isRest && (await isMergedWithMore(tx, merge)))
  )
}

type AtMerge = NonNullable<Before<'incidents-merged'>['atMerge']>

async function hasNewRemarks(tx: Transaction, part: string, atMerge: AtMerge): Promise<boolean> {
  const now = await readMarks(tx, [part])
  return (
    Object.entries(now.comments).some(([id, mark]) => atMerge.comments[id] !== mark) ||
    Object.entries(now.runs).some(([id, mark]) => atMerge.runs[id] !== mark)
  )
}

/** An account that came or has a newer source since. Those of a newer version that was undone are not there any more. */
async function hasNewAccounts(tx: Transaction, part: string, at: string): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "Postmortem" p WHERE p."incidentId" = ${part} AND (p."createdAt" > ${at}::timestamptz OR EXISTS (
      SELECT 1 FROM "AuditEntry" a WHERE a."targetKind" = 'incident' AND a."at" > ${at}::timestamptz
        AND a."action" = 'incident.updated' AND a."changes" #>> '{source,to}' = p."sourceId"))
    LIMIT 1`
  return rows.length > 0
}

/**
 * What the audit tells of the part's own things, and of the joined incident. Words of that one stay with the rest, corrections of an
 * account may be of either. What is found elsewhere, what writes nothing, and what an undone import had written do not count.
 */
async function hasEntries(
  tx: Transaction,
  { part, refId, isRest, at }: { part: string; refId: string; isRest: boolean; at: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "AuditEntry" a
    WHERE a."at" > ${at}::timestamptz AND NOT jsonb_exists(a."changes", 'import') AND (
      a."targetKind" = 'incident' AND a."targetId" = ${refId}
        AND a."action" !~ '^(comment|skill|review\\.(confirmed|reopened)|incident\\.(shared|merged|separated|split|edition-removed))'
        AND NOT (a."action" = 'incident.updated' AND jsonb_exists(a."changes", 'source'))
        AND (${isRest} OR a."action" !~ '^(match|incident\\.(updated|stage-changed)$)')
      OR a."targetKind" <> 'incident' AND a."targetId" IN (
        SELECT i."id" FROM "ActionItem" i WHERE i."incidentId" = ${part}
        UNION SELECT g."targetId" FROM "Guard" g WHERE g."byId" = ${part}))
    LIMIT 1`
  return rows.length > 0
}

async function isMergedWithMore(tx: Transaction, { id, refId }: Merge): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "ImportChange" c WHERE c."kind" = 'incidents-merged' AND c."refId" = ${refId} AND c."id" > ${id}
      AND NOT EXISTS (SELECT 1 FROM "Incident" i WHERE i."id" = c."before" #>> '{from,id}') LIMIT 1`
  return rows.length > 0
}
