import type { Saving } from './saving'
import type { Thing } from './proposals'
import type { Transaction } from './transaction'

/**
 * Says of a stored source that its text was taken from these incidents: whoever may not read one of them reads neither it nor what is
 * made of it. Triggers see to that.
 */
export async function keepTakenFrom(tx: Transaction, sourceId: string, incidentIds: readonly string[]): Promise<void> {
  if (incidentIds.length === 0) return
  const data = incidentIds.map((incidentId) => ({ sourceId, incidentId }))
  await tx.takenFrom.createMany({ data, skipDuplicates: true })
}

/** The same of what an accepted text turned out to be, also when it was stored before, word for word. */
export async function keepTakenFromOfThing(tx: Transaction, { kind, id }: Thing, incidentIds: readonly string[]) {
  const latest =
    kind === 'skill'
      ? await tx.skillRevision.findFirst({ where: { skillId: id }, orderBy: { number: 'desc' } })
      : await tx.postmortem.findFirst({ where: { incidentId: id }, orderBy: { createdAt: 'desc' } })
  if (latest) await keepTakenFrom(tx, latest.sourceId, incidentIds)
}

/** Ids of the sources that were taken from an incident. */
export async function readTakenFrom(tx: Transaction, incidentId: string): Promise<string[]> {
  const rows = await tx.takenFrom.findMany({ where: { incidentId }, select: { sourceId: true } })
  return rows.map(({ sourceId }) => sourceId).sort()
}

/** What was taken from one incident was taken from another as well: they are one now, or were until now. */
export async function copyTakenFrom({ tx }: Pick<Saving, 'tx'>, from: string, to: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "TakenFrom" ("sourceId", "incidentId")
    SELECT x."sourceId", ${to} FROM "TakenFrom" x WHERE x."incidentId" = ${from} ON CONFLICT DO NOTHING`
}

/** Takes two incidents apart that were one for a while: each has what was taken from it before; what has come since stays. */
export async function separateTakenFrom(
  { tx }: Pick<Saving, 'tx'>,
  { from, into }: { from: string; into: string },
  before: { from: string[]; into: string[] },
): Promise<void> {
  const left = await tx.source.findMany({ where: { id: { in: before.from } }, select: { id: true } })
  const data = left.map(({ id }) => ({ sourceId: id, incidentId: from }))
  await tx.takenFrom.createMany({ data, skipDuplicates: true })
  const moved = before.from.filter((id) => !before.into.includes(id))
  await tx.takenFrom.deleteMany({ where: { incidentId: into, sourceId: { in: moved } } })
}
