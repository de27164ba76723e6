import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client, type ClientBase } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { pack, type Pack } from 'tar-stream'
import { databaseUrl } from '@/lib/database-url.mjs'
import { AppError } from '@/lib/domain/errors'
import { type BackupPart, type BackupSummary, type BackupTable, type Manifest, MANIFEST } from '@/lib/schema/backup'
import packageJson from '@/package.json'
import { inPublic, listAppliedMigrations, listSequences, listTables, quoted, type StoredTable } from './tables'

/** A table is cut into parts of this many bytes: as much of it is in memory at once. */
const PART_BYTES = 4 * 1024 * 1024

/**
 * Writes everything that is stored, as of one moment, into one packed file: a tar of the tables as text with their sums at its end.
 * Others go on reading and writing meanwhile. The file appears under its name when it is whole, readable by its owner alone.
 * Throws `unprocessable` for a database without migrations, and what the file system or the database says.
 */
export async function writeBackup(file: string, now: Date): Promise<BackupSummary> {
  const unfinished = `${file}.unfinished`
  try {
    const manifest = await writeUnfinished(unfinished, now)
    const bytes = await flushToDisk(unfinished)
    await rename(unfinished, file)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    return { file, bytes, tables: manifest.tables.length, rows }
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

async function writeUnfinished(file: string, now: Date): Promise<Manifest> {
  const tar = pack()
  const output = createWriteStream(file, { mode: 0o600, flags: 'w' })
  const written = pipeline(tar, createGzip(), output)
  const filled = fill(tar, now).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error('The backup could not be written.'))
    throw error
  })
  const [manifest] = await Promise.all([filled, written])
  return manifest
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

async function fill(tar: Pack, now: Date): Promise<Manifest> {
  const client = new Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 10_000, keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  try {
    // One snapshot for all tables. Times are written in UTC, whatever the server's zone.
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query(`SET LOCAL TimeZone = 'UTC'`)
    await client.query(`SET LOCAL DateStyle = 'ISO, YMD'`)
    const manifest = await describe(client, now)
    for (const table of await listTables(client)) manifest.tables.push(await writeTable(client, tar, table))
    await addEntry(tar, MANIFEST, Buffer.from(JSON.stringify(manifest, null, 1)))
    tar.finalize()
    return manifest
  } finally {
    await client.end()
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

async function writeTable(client: ClientBase, tar: Pack, { name, columns, key }: StoredTable): Promise<BackupTable> {
  const list = columns.map(quoted).join(', ')
  // In a fixed order, so that two backups of the same rows are the same.
  const order = (key.length ? key : columns).map(quoted).join(', ')
  const stream = client.query(copyTo(`COPY (SELECT ${list} FROM ${inPublic(name)} ORDER BY ${order}) TO STDOUT`))
  const parts: BackupPart[] = []
  for await (const body of cut(stream as AsyncIterable<Buffer>)) {
    const part = `tables/${name}/${String(parts.length).padStart(5, '0')}.copy`
    parts.push({ name: part, bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') })
    await addEntry(tar, part, body)
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

/** Adds a file to the tar; done when it is on its way, so that no more than one waits in memory. */
function addEntry(tar: Pack, name: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    // A fixed time: the same rows give the same bytes.
    const header = { name, size: body.length, mode: 0o600, mtime: new Date(0) }
    tar.entry(header, (error) => (error ? reject(error) : resolve())).end(body)
  })
}
