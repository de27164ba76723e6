import { randomUUID } from 'node:crypto'
import { lstat, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ClientBase } from 'pg'
import { databaseMark } from './database-mark'

/** First half of the advisory locks that stand for files which are being written; the second is the hash of the file's own id. */
const WRITING = 7_417_005
/** What another database's backup, or one of an older version, has left is only told by its age. */
const DAY_MS = 24 * 3_600_000

/** `<name>.<database>.<id>.unfinished`; older versions wrote neither the database nor, before that, the id. */
const UNFINISHED = /(?:\.([0-9a-f]{8}))?\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.unfinished$/
const UNFINISHED_SCHEDULED = /^hindsight-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.tar\.gz\.unfinished$/

/**
 * A name beside `place` that no other backup writes to. It is this connection's until that ends, however it ends: a lock that others
 * see says that somebody living writes the file.
 */
export async function takeUnfinishedName(client: ClientBase, place: string): Promise<string> {
  const id = randomUUID()
  await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [WRITING, id])
  return `${place}.${await databaseMark(client)}.${id}.unfinished`
}

/**
 * Removes from a folder what backups have left that were killed, and nobody writes any more; gives the names of the files. What may
 * not be looked at or removed stays.
 */
export async function clearUnfinished(client: ClientBase, folder: string): Promise<string[]> {
  const names: string[] = await readdir(folder).catch(() => [])
  const mark = await databaseMark(client)
  const cleared: string[] = []
  for (const name of names.toSorted()) {
    const [, of, id] = UNFINISHED.exec(name) ?? []
    if (id === undefined && !UNFINISHED_SCHEDULED.test(name)) continue
    const file = path.join(folder, name)
    const isLeft = id !== undefined && of === mark ? await isFree(client, id) : await isDayOld(file)
    if (isLeft && (await isRemoved(file))) cleared.push(name)
  }
  return cleared
}

async function isFree(client: ClientBase, id: string): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>(
    `SELECT pg_try_advisory_lock($1, hashtext($2)) AND pg_advisory_unlock($1, hashtext($2)) AS "free"`,
    [WRITING, id],
  )
  return rows[0]?.free ?? false
}

async function isDayOld(file: string): Promise<boolean> {
  const found = await lstat(file).catch(() => null)
  return found !== null && found.isFile() && found.mtimeMs < Date.now() - DAY_MS
}

async function isRemoved(file: string): Promise<boolean> {
  return rm(file).then(
    () => true,
    () => false,
  )
}
