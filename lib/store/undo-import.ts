import { sentence } from '@/lib/schema/sentence'
import { log } from '@/lib/observe/log'
import { z } from 'zod'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue, type Catalogue } from './catalogue-rows'
import { recomputeMatches } from './catalogue-sync'
import { assertReadableImport } from './import-access'
import { lockAgainstWork } from './peoples-work'
import { RowBuffer } from './row-buffer'
import { newSaving, type Saving } from './saving'
import { inSavingTransaction, inTransaction, type Transaction } from './transaction'
import { undoChange, type ChangeRow, type UndoneChange } from './undo-change'
import { undoSources } from './undo-sources'

/** What an undo has left as it is, and why. */
export type LeftInPlace = { kind: string; title: string; reason: string }
export type UndoneImport = {
  /** Changes that were taken back by this call. */
  undone: number
  left: LeftInPlace[]
}

/** Changes undone in one transaction: others may save in between, and little is lost when the process ends. */
const BATCH = 50

/**
 * Takes back what an import has done, newest change first: what it brought goes, what it changed is as before, and incidents
 * that it merged come apart. Each change goes with its record and an audit row, so that a call that was interrupted can be
 * repeated. What a person or a later import has changed since is left as it is, and said. The history keeps its lines; files that
 * waited to be tried again go.
 * Throws `not_found`, also when it has touched what the viewer may not read or somebody restricts such a thing meanwhile: the rest then
 * stays. Throws `conflict` for an import that has not ended.
 */
export async function undoImport(viewer: Viewer, importId: string): Promise<UndoneImport> {
  assertCan(viewer, 'write')
  await assertReadableImport(viewer, z.string().min(1).parse(importId))
  const found = await inTransaction((tx) => letFilesGo(tx, importId))
  const result: UndoneImport = { undone: 0, left: [] }
  let catalogue = await readStoredCatalogue()
  let last: bigint | null = null
  do {
    const batch = await inSavingTransaction((tx) => undoBatch(newSaving(tx, viewer, catalogue), importId, last))
    result.undone += batch.undone
    result.left.push(...batch.left)
    last = batch.last
    catalogue = batch.catalogue
  } while (last !== null)
  const line = { importId, kind: 'pattern', outcome: { in: ['created', 'updated'] } }
  if (await database.importLine.findFirst({ where: line, select: { id: true } })) await recomputeMatches(viewer)
  if (found.undoneAt === null) {
    const data = { state: 'undone', undoneAt: new Date(), undoneByName: viewer.name }
    await database.import.update({ where: { id: importId }, data })
  }
  return result
}

/** Before anything is undone: with its files, nobody can set the import going again meanwhile. */
async function letFilesGo(tx: Transaction, id: string): Promise<{ undoneAt: Date | null }> {
  const rows = await tx.$queryRaw<{ state: string; undoneAt: Date | null }[]>`
    SELECT "state", "undoneAt" FROM "Import" WHERE "id" = ${id} FOR UPDATE`
  const [found] = rows
  if (!found) throw new AppError('not_found', 'There is no such import.')
  if (found.state === 'running' || found.state === 'waiting') {
    throw new AppError('conflict', 'This import has not ended yet. Cancel it first, then undo it.')
  }
  await tx.importItem.deleteMany({ where: { importId: id } })
  return found
}

type Batch = UndoneImport & { last: bigint | null; catalogue: Catalogue }

async function undoBatch(saving: Saving, importId: string, last: bigint | null): Promise<Batch> {
  const changes = await saving.tx.importChange.findMany({
    where: { importId, ...(last === null ? {} : { id: { lt: last } }) },
    orderBy: { id: 'desc' },
    take: BATCH,
  })
  await lockAgainstWork(saving.tx, changes)
  // Something may have been restricted since the batch before. Nobody can restrict anything until this one has ended.
  await assertReadableImport(saving.viewer, importId, saving.tx)
  const left: LeftInPlace[] = []
  const undone: bigint[] = []
  const sources = changes.filter(({ kind }) => kind === 'source-created')
  for (const change of changes) {
    if (change.kind === 'source-created') continue
    const became = await undoOne(saving, { ...change, importId })
    if (became.undone) undone.push(change.id)
    left.push(...became.shown)
  }
  await saving.tx.importChange.deleteMany({ where: { id: { in: undone } } })
  // Nobody is told of sources that stay: they go with the things that came from them.
  const gone = await undoSources(saving.tx, importId, sources)
  await saving.tx.importChange.deleteMany({ where: { id: { in: gone } } })
  return { undone: undone.length + gone.length, left, last: changes.at(-1)?.id ?? null, catalogue: saving.catalogue }
}

/** One change that cannot be undone must not keep the others: it is rolled back alone. */
async function undoOne(saving: Saving, change: ChangeRow): Promise<UndoneChange> {
  const { tx } = saving
  await tx.$executeRawUnsafe('SAVEPOINT undo_change')
  try {
    const became = await undoChange(saving, change)
    await saving.rows.flush(tx)
    await tx.$executeRawUnsafe('RELEASE SAVEPOINT undo_change')
    return became
  } catch (error) {
    log.error('a change could not be put back', { kind: change.kind }, error)
    await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT undo_change')
    saving.rows = new RowBuffer()
    const reason = sentence`it could not be put back; the log says why`
    return { undone: false, shown: [{ kind: change.kind, title: change.refId, reason }] }
  }
}
