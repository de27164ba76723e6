import { database } from '@/lib/database'

/** Runs that are remembered: enough for the page, and no table that grows. */
const REMEMBERED = 100

/** Notes that a scheduled backup has begun; gives the id of its row. Background work of this place: there is no viewer. */
export async function startBackupRun(file: string, startedAt: Date): Promise<string> {
  const { id } = await database.backupRun.create({ data: { file, startedAt } })
  return id
}

type Outcome = { bytes: number; rows: number } | { error: string }

/** Notes how a scheduled backup ended, and forgets the oldest runs. */
export async function finishBackupRun(id: string, outcome: Outcome): Promise<void> {
  await database.backupRun.update({ where: { id }, data: { finishedAt: new Date(), ...outcome } })
  const old = await database.backupRun.findMany({
    orderBy: { startedAt: 'desc' },
    skip: REMEMBERED,
    select: { id: true },
  })
  await database.backupRun.deleteMany({ where: { id: { in: old.map((run) => run.id) } } })
}
