import { createHash } from 'node:crypto'
import { z } from 'zod'
import { BEFORE_SCHEMAS, readRows, restoreRow, type Before } from './import-changes'
import type { Transaction } from './transaction'

/** Comments on an incident, and runs of skills that are noted on it, by their ids. */
export type Remarks = { comments: string[]; runs: string[] }

/** Comments and runs of two incidents that become one: whose they were, and what they said by then. */
export async function readRemarksOfMerge(
  tx: Transaction,
  from: string,
  into: string,
): Promise<Required<Pick<Before<'incidents-merged'>, 'comments' | 'runs' | 'atMerge'>>> {
  const [clock] = z
    .array(z.object({ at: z.string() }))
    // Not the start of the transaction: what others have stored while it waited for its turn was there before the merge.
    .parse(await tx.$queryRaw`SELECT to_jsonb(clock_timestamp()) #>> '{}' AS "at"`)
  const marks = await readMarks(tx, [from, into])
  const ofFrom = await readMarks(tx, [from])
  const atMerge = { at: clock?.at ?? '', comments: marks.comments, runs: marks.runs }
  return { comments: Object.keys(ofFrom.comments), runs: Object.keys(ofFrom.runs), atMerge }
}

/** What people have asked for and decided about an incident that goes with it when it is merged. */
export async function readRequests(
  tx: Transaction,
  incidentId: string,
): Promise<Pick<Before<'incidents-merged'>, 'reviews' | 'unexplained'>> {
  const asked = await tx.reviewRequest.findMany({ where: { incidentId }, orderBy: { userId: 'asc' } })
  return {
    reviews: asked.map(({ userId, askedBy, askedAt }) => ({ userId, askedBy, askedAt: askedAt.toISOString() })),
    unexplained: await readRows(tx, 'Unexplained', 'incidentId', [incidentId]),
  }
}

/** Puts back what `readRequests` gave; nobody is asked who has gone since. */
export async function restoreRequests(
  tx: Transaction,
  { from, reviews, unexplained }: Before<'incidents-merged'>,
): Promise<void> {
  const here = await tx.user.findMany({
    where: { id: { in: reviews.map(({ userId }) => userId) } },
    select: { id: true },
  })
  const known = new Set(here.map(({ id }) => id))
  await tx.reviewRequest.createMany({
    data: reviews.filter(({ userId }) => known.has(userId)).map((review) => ({ ...review, incidentId: from.id })),
  })
  for (const row of unexplained) await restoreRow(tx, 'Unexplained', row)
}

/** What changes when a comment or a run of these incidents does, by its id. */
export async function readMarks(
  tx: Transaction,
  incidentIds: readonly string[],
): Promise<{ comments: Record<string, string>; runs: Record<string, number> }> {
  const where = { incidentId: { in: [...incidentIds] } }
  const comments = await tx.comment.findMany({ where, select: { id: true, text: true } })
  const runs = await tx.skillRun.findMany({ where, select: { id: true, version: true } })
  return {
    comments: Object.fromEntries(comments.map(({ id, text }) => [id, hashOf(text)])),
    runs: Object.fromEntries(runs.map(({ id, version }) => [id, version])),
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** Gives remarks of one incident to another; what somebody has moved elsewhere since stays there. */
export async function moveRemarks(tx: Transaction, from: string, to: string, remarks: Remarks): Promise<void> {
  const where = (ids: readonly string[]) => ({ incidentId: from, id: { in: [...ids] } })
  await tx.comment.updateMany({ where: where(remarks.comments), data: { incidentId: to } })
  await tx.skillRun.updateMany({ where: where(remarks.runs), data: { incidentId: to } })
}

/**
 * Remarks that came to an incident with an account, in whatever merges: those of an incident of which no other account is left
 * there. `staying`: ids of the accounts that stay.
 */
export async function findRemarksThatCame(
  tx: Transaction,
  incidentId: string,
  edition: string,
  staying: readonly string[],
): Promise<Remarks> {
  const merges = await listMergesInto(tx, incidentId)
  const came = merges.filter(
    ({ editions }) => editions.includes(edition) && !editions.some((one) => staying.includes(one)),
  )
  return {
    comments: came.flatMap(({ comments = [] }) => comments),
    runs: came.flatMap(({ runs = [] }) => runs),
  }
}

/** What is kept of the merges that an incident was made by, and of those that the merged ones were made by. */
async function listMergesInto(tx: Transaction, incidentId: string): Promise<Before<'incidents-merged'>[]> {
  const merges: Before<'incidents-merged'>[] = []
  const seen = new Set([incidentId])
  for (let ids = [incidentId]; ids.length > 0;) {
    const rows = await tx.importChange.findMany({ where: { kind: 'incidents-merged', refId: { in: ids } } })
    const found = rows.map(({ before }) => BEFORE_SCHEMAS['incidents-merged'].parse(before))
    merges.push(...found)
    ids = found.map(({ from }) => from.id).filter((id) => !seen.has(id))
    for (const id of ids) seen.add(id)
  }
  return merges
}
