import { readIncidentBefore, readRows, recordChange, type MergedShares } from './import-changes'
import { readRemarksOfMerge, readRequests } from './merged-remarks'
import type { Saving } from './saving'
import { isSameShare, joinShares, readShare, writeShare } from './shares'
import { deleteIncidents } from './stub-incidents'
import { copyTakenFrom, readTakenFrom } from './taken-from'

/**
 * Moves everything of one incident to another and deletes it: editions, action items with their history, decisions of
 * people, comments, runs of skills, skills' sources, other names, suggestions. Only who may read both may read what they have
 * become. The other incident has to be written anew afterwards.
 */
export async function absorbIncident(saving: Saving, from: string, into: string): Promise<void> {
  const { tx } = saving
  const shares = { from: await readShare(tx, from), into: await readShare(tx, into) }
  const joined = await joinShares(tx, shares.from, shares.into)
  await recordMerge(saving, from, into, { ...shares, joined })
  await tx.postmortem.updateMany({ where: { incidentId: from }, data: { incidentId: into } })
  await tx.skillSource.updateMany({ where: { incidentId: from }, data: { incidentId: into } })
  await copyTakenFrom(saving, from, into)
  await tx.slugAlias.updateMany({ where: { incidentId: from }, data: { incidentId: into } })
  // Keys are unique within an incident; writing the incident anew gives the moved rows their keys.
  await tx.$executeRaw`UPDATE "ActionItem" SET "incidentId" = ${into}, key = id WHERE "incidentId" = ${from}`
  await tx.match.deleteMany({ where: { incidentId: into, state: 'suggested' } })
  await tx.$executeRaw`
    UPDATE "Match" m SET "incidentId" = ${into} WHERE m."incidentId" = ${from} AND m.state <> 'suggested'
      AND NOT EXISTS (SELECT 1 FROM "Match" o WHERE o."incidentId" = ${into} AND o."patternId" = m."patternId")`
  await tx.reference.updateMany({ where: { toKind: 'incident', toId: from }, data: { toId: into } })
  await tx.comment.updateMany({ where: { incidentId: from }, data: { incidentId: into } })
  await tx.skillRun.updateMany({ where: { incidentId: from }, data: { incidentId: into } })
  // What is not published yet is not published by a merge; the names of the stages sort as they follow each other.
  await tx.$executeRaw`
    UPDATE "Incident" i SET "stage" = LEAST(i."stage", f."stage") FROM "Incident" f WHERE f.id = ${from} AND i.id = ${into}`
  await moveSuggestions({ tx }, from, into)
  await deleteIncidents(tx, [from])
  if (!isSameShare(joined, shares.into)) await writeShare(tx, into, joined)
}

/** Keeps what belonged to which of the two, so that they can come apart again. */
async function recordMerge(saving: Saving, from: string, into: string, shares: MergedShares): Promise<void> {
  const { tx } = saving
  const ofFrom = { where: { incidentId: from }, select: { id: true } }
  const readDecided = async (id: string) =>
    (await readRows(tx, 'Match', 'incidentId', [id])).filter(({ state }) => state !== 'suggested')
  const suggestions = [
    ...(await readRows(tx, 'EditionSuggestion', 'incidentId', [from, into])),
    ...(await readRows(tx, 'EditionSuggestion', 'otherId', [from, into])),
  ]
  recordChange(saving, 'incidents-merged', into, {
    shares,
    from: await readIncidentBefore(tx, from),
    into: await readIncidentBefore(tx, into),
    editions: (await tx.postmortem.findMany(ofFrom)).map(({ id }) => id),
    actionItems: (await tx.actionItem.findMany(ofFrom)).map(({ id }) => id),
    matches: await readDecided(from),
    decidedOfInto: await readDecided(into),
    suggestions: [...new Map(suggestions.map((row) => [row['id'], row])).values()],
    ...(await readRemarksOfMerge(tx, from, into)),
    ...(await readRequests(tx, from)),
    takenFrom: { from: await readTakenFrom(tx, from), into: await readTakenFrom(tx, into) },
  })
}

async function moveSuggestions({ tx }: Pick<Saving, 'tx'>, from: string, into: string): Promise<void> {
  const rows = await tx.editionSuggestion.findMany({ where: { OR: [{ incidentId: from }, { otherId: from }] } })
  for (const { id, incidentId, otherId, score, reasons } of rows) {
    const other = incidentId === from ? otherId : incidentId
    if (other === into) continue
    const pair = [
      { incidentId: into, otherId: other },
      { incidentId: other, otherId: into },
    ]
    const known = await tx.editionSuggestion.findFirst({ where: { OR: pair } })
    if (!known) await tx.editionSuggestion.update({ where: { id }, data: { incidentId: into, otherId: other } })
    else if (score > known.score) {
      await tx.editionSuggestion.update({ where: { id: known.id }, data: { score, reasons: reasons ?? [] } })
    }
  }
}
