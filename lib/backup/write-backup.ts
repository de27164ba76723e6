import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { link, open, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client, type ClientBase } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { pack, type Pack } from 'tar-stream'
import { databaseUrl } from '@/lib/database-url.mjs'
import { AppError } from '@/lib/domain/errors'
import { type BackupPart, type BackupSummary, type BackupTable, type Manifest, MANIFEST } from '@/lib/schema/backup'
import packageJson from '@/package.json'
import { clearUnfinished, takeUnfinishedName } from './clear-unfinished'
import { inPublic, listAppliedMigrations, listSequences, listTables, quoted, type StoredTable } from './tables'
import { type Progress, UNLIMITED } from './time-limit'

/** A table is cut into parts of this many bytes: as much of it is in memory at once. */
const PART_BYTES = 4 * 1024 * 1024
/** What Postgres says of a table that is not there. */
const UNDEFINED_TABLE = '42P01'
/** What a file system without hard links says, as that of a Windows share. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

export type WriteOptions = {
  /** Whether a file that has the name already may be replaced */
  replace?: boolean
  progress?: Progress
}

/**
 * Writes everything that is stored but what signs people in, as of one moment, into one packed file: a tar of the tables as text with their sums at its end.
 * Others go on reading and writing meanwhile. The file appears under its name when it is whole, readable by its owner alone. What killed
 * backups have left beside it is removed, and told.
 * Takes whether a file of that name may be replaced (unless told otherwise), and what limits the work: when that is over the connection
 * is ended, at the server too.
 * Throws `unprocessable` for a database without migrations and for a name that a device or a folder has, and what the file system or
 * the database says: EEXIST for a name that may not be replaced.
 */
export async function writeBackup(
  file: string,
  now: Date,
  { replace = true, progress = UNLIMITED }: WriteOptions = {},
): Promise<BackupSummary> {
  const place = await placeOf(file)
  progress.over.throwIfAborted()
  const client = new Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 10_000, keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  const letGo = await endWhenOver(client, progress.over)
  try {
    const cleared = await clearUnfinished(client, path.dirname(place))
    // Two backups at once to one name do not write into each other.
    const unfinished = await takeUnfinishedName(client, place)
    const written = await writeTo(client, { unfinished, place, replace, now, progress })
    return { file, ...written, cleared }
  } finally {
    letGo()
    await client.end()
  }
}

/**
 * Ends the connection when the work is over, so that its locks are gone. It is ended at the server: one that waits for a lock or sorts does
 * not notice that nobody listens. The answer is called when the work is done.
 */
async function endWhenOver(client: Client, over: AbortSignal): Promise<() => void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS "pid"')
  const end = () => {
    void terminate(rows[0]?.pid)
      .catch(() => undefined)
      .then(() => client.end())
      .catch(() => undefined)
  }
  over.addEventListener('abort', end, { once: true })
  if (over.aborted) end()
  return () => over.removeEventListener('abort', end)
}

async function terminate(pid: number | undefined): Promise<void> {
  const other = new Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 10_000 })
  other.on('error', () => undefined)
  await other.connect()
  try {
    await other.query('SELECT pg_terminate_backend($1)', [pid])
  } finally {
    await other.end()
  }
}

type Writing = { unfinished: string; place: string; replace: boolean; now: Date; progress: Progress }

async function writeTo(client: ClientBase, { unfinished, place, replace, now, progress }: Writing) {
  try {
    const output = createWriteStream(unfinished, { mode: 0o600, flags: 'wx' })
    const manifest = await packInto(output, (tar) => fill(client, tar, now, progress.moved), progress.over)
    const bytes = await flushToDisk(unfinished)
    // Nobody waits any more for what a disk has held up.
    progress.over.throwIfAborted()
    await (replace ? rename(unfinished, place) : renameToNew(unfinished, place))
    await flushFolder(path.dirname(place))
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return { bytes, tables: manifest.tables.length, rows }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** Gives a file a name that nobody has. Throws EEXIST. */
async function renameToNew(unfinished: string, place: string): Promise<void> {
  const hasLinks = await link(unfinished, place).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && NO_LINKS.includes(String(error.code))) return false
      throw error
    },
  )
  if (hasLinks) return rm(unfinished)
  // Whoever makes the empty file has the name, and may replace it.
  await (await open(place, 'wx', 0o600)).close()
  try {
    await rename(unfinished, place)
  } catch (error) {
    await rm(place, { force: true })
    throw error
  }
}

/** Where the file is to be: behind a link, if its name is one. Renaming would put a file in the place of a device, such as /dev/null. */
async function placeOf(file: string): Promise<string> {
  const found = await stat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (found === null) return file
  if (found.isFile()) return realpath(file)
  throw new AppError('unprocessable', `${file} is no file: name one that the backup may replace.`)
}

/**
 * Packs what `filling` puts into a tar, to the end of `output`. Throws what either fails with, and the reason of `over`: a disk that takes
 * nothing does not fail by itself.
 */
export async function packInto<T>(output: Writable, filling: (tar: Pack) => Promise<T>, over: AbortSignal): Promise<T> {
  const tar = pack()
  const end = () => tar.destroy(over.reason instanceof Error ? over.reason : new Error('The backup was ended.'))
  over.addEventListener('abort', end, { once: true })
  const written = pipeline(tar, createGzip(), output)
  const filled = filling(tar).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error('The backup could not be written.'))
    throw error
  })
  try {
    const [result] = await Promise.all([filled, written])
    return result
  } finally {
    over.removeEventListener('abort', end)
  }
}

async function flushToDisk(file: string): Promise<number> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}

/** The new name outlives a loss of power too. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function fill(client: ClientBase, tar: Pack, now: Date, moved: () => void): Promise<Manifest> {
  const tables = await beginOfOneMoment(client)
  const manifest = await describe(client, now)
  for (const table of tables) manifest.tables.push(await writeTable(client, tar, table, moved))
  await addEntry(tar, MANIFEST, Buffer.from(JSON.stringify(manifest, null, 1)))
  tar.finalize()
  return manifest
}

/**
 * Begins a transaction that sees one moment of all tables, and gives them. They are locked before it sees anything: a restore or a
 * migration that empties a table would empty it for an older moment too. Times are written in UTC, whatever the server's zone.
 */
async function beginOfOneMoment(client: ClientBase): Promise<StoredTable[]> {
  const names = (tables: StoredTable[]) => tables.map(({ name }) => inPublic(name)).join(', ')
  for (;;) {
    const expected = names(await listTables(client))
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(`SET LOCAL TimeZone = 'UTC'`)
    await client.query(`SET LOCAL DateStyle = 'ISO, YMD'`)
    const locked = expected === '' || (await lock(client, expected))
    const tables = locked ? await listTables(client) : []
    if (locked && names(tables) === expected) return tables
    await client.query('ROLLBACK')
  }
}

/** False when one of the tables is gone. */
async function lock(client: ClientBase, tables: string): Promise<boolean> {
  try {
    await client.query(`LOCK TABLE ${tables} IN ACCESS SHARE MODE`)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) return false
    throw error
  }
}

async function describe(client: ClientBase, now: Date): Promise<Manifest> {
  const migrations = await listAppliedMigrations(client)
  if (migrations.length === 0) throw new AppError('unprocessable', 'There is nothing to back up: the database is new.')
  const sequences: Manifest['sequences'] = []
  for (const name of await listSequences(client)) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `SELECT last_value::text AS "last", is_called AS "called" FROM ${inPublic(name)}`,
    )
    sequences.push(...rows.map((row) => ({ name, ...row })))
  }
  const about = { format: 'hindsight-backup', formatVersion: 1, version: packageJson.version } as const
  return { ...about, createdAt: now.toISOString(), migrations, tables: [], sequences }
}

async function writeTable(
  client: ClientBase,
  tar: Pack,
  { name, columns, key, kept }: StoredTable,
  moved: () => void,
): Promise<BackupTable> {
  const list = columns.map(quoted).join(', ')
  // In a fixed order, so that two backups of the same rows are the same.
  const order = (key.length ? key : columns).map(quoted).join(', ')
  const rows = `SELECT ${list} FROM ${inPublic(name)} x WHERE ${kept} ORDER BY ${order}`
  const stream = client.query(copyTo(`COPY (${rows}) TO STDOUT`))
  const parts: BackupPart[] = []
  for await (const body of cut(stream as AsyncIterable<Buffer>)) {
    const part = `tables/${name}/${String(parts.length).padStart(5, '0')}.copy`
    parts.push({ name: part, bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') })
    await addEntry(tar, part, body)
    moved()
  }
  return { name, columns, rows: stream.rowCount, parts }
}

/** The same bytes in pieces of the same size, however they arrive: equal tables give equal pieces. */
async function* cut(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (let chunk of stream) {
    while (size + chunk.length >= PART_BYTES) {
      const taken = PART_BYTES - size
      yield Buffer.concat([...waiting, chunk.subarray(0, taken)])
      chunk = chunk.subarray(taken)
      waiting = []
      size = 0
    }
    waiting.push(chunk)
    size += chunk.length
  }
  if (size > 0) yield Buffer.concat(waiting)
}

/** Adds a file to the tar; done when it is on its way, so that no more than one waits in memory. Throws what the tar was ended with. */
export function addEntry(tar: Pack, name: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    // A fixed time: the same rows give the same bytes.
    const header = { name, size: body.length, mode: 0o600, mtime: new Date(0) }
    const entry = tar.entry(header, (error) => (error ? reject(error) : resolve()))
    // A disk that is full ends the tar, which ends the entry: with nobody to listen that ends the process, and leaves the file behind.
    entry.on('error', reject)
    entry.end(body)
  })
}
