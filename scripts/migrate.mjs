// Applies prisma/migrations in this process, in about 0.3 s. `_prisma_migrations` is what Prisma's own command writes.
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { databaseUrl } from '../lib/database-url.mjs'
import { loadEngine } from './schema-engine-wasm.mjs'

const folder = path.resolve(import.meta.dirname, '../prisma/migrations')
const emptySchema = 'datasource db {\n  provider = "postgresql"\n}\n'

/**
 * Creates the database that the URL names when it is missing.
 * @param {string} url
 */
export async function ensureDatabase(url) {
  const direct = new pg.Client({ connectionString: url })
  direct.on('error', () => undefined)
  try {
    await direct.connect()
    return
  } catch (error) {
    // 3D000: the database does not exist
    if (!(error instanceof Error && 'code' in error && error.code === '3D000')) throw error
  } finally {
    await direct.end().catch(() => undefined)
  }
  const admin = new URL(url)
  const name = decodeURIComponent(admin.pathname.slice(1))
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.href })
  await client.connect()
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

/** The migrations in the form that the engine takes. */
export function readMigrations() {
  const names = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir: folder,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: /** @type {const} */ ('ok'),
          value: fs.readFileSync(path.join(folder, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  }
}

/** So many milliseconds a statement waits for a lock before it lets those pass that wait behind it, and so many pass before it asks again. */
const LOCK_MS = 2_000
const PASS_MS = 500

/**
 * Does what may have to wait for a lock, again and again. A backup that is being written holds a lock on every table: a change of a table
 * that waits for it for longer holds up everything that is read of the table. It does not give up: a migration is not one transaction,
 * and half of one is worse than a late one.
 * @template T
 * @param {() => Promise<T>} work one statement, or one transaction
 * @returns {Promise<T>}
 */
async function withPatience(work) {
  for (let hasTold = false; ; hasTold = true) {
    try {
      return await work()
    } catch (error) {
      // 55P03: somebody has the lock
      if (!(error instanceof Error && 'code' in error && error.code === '55P03')) throw error
    }
    if (!hasTold)
      console.error(
        'Migrating waits for a lock: a backup is being made, somebody works on a table, or another process migrates.',
      )
    await setTimeout(PASS_MS)
  }
}

/**
 * A pool whose single statements wait for locks as above; in a transaction of its own a statement that had to wait fails.
 * @param {string} url
 */
function patientPool(url) {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    verify: (client, done) => client.query(`SET lock_timeout = ${LOCK_MS}`, (error) => done(error)),
  })
  const query = pool.query.bind(pool)
  /** @type {(...args: unknown[]) => Promise<unknown>} */
  const patient = (...args) => withPatience(() => Reflect.apply(query, pool, args))
  return Object.assign(pool, { query: patient })
}

/**
 * Brings a database up to the newest migration. Safe to call from several processes: the engine takes an advisory lock.
 * @param {string} url
 * @returns {Promise<string[]>} names of the migrations that were applied
 */
export async function migrate(url) {
  const { SchemaEngine } = await loadEngine()
  await ensureDatabase(url)
  // Our own pool: the engine does not close the adapter's, and an open connection blocks CREATE DATABASE ... TEMPLATE.
  const pool = patientPool(url)
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', emptySchema]] }, () => undefined, factory)
  try {
    const filters = { externalTables: [], externalEnums: [] }
    const result = await engine.applyMigrations({ migrationsList: readMigrations(), filters })
    await withPatience(() => installQueue(pool))
    return result.appliedMigrationNames
  } finally {
    engine.free()
    await pool.end()
  }
}

/**
 * The queue's own schema (`graphile_worker`), which it brings and updates itself: adding a job needs it before any worker runs.
 * @param {pg.Pool} pool
 */
async function installQueue(pool) {
  // The queue wants to see that somebody listens to the errors of its connections.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) })
}

if (process.argv[1] === import.meta.filename) {
  if (!process.env.DATABASE_URL) throw new Error('Set DATABASE_URL to the database to migrate.')
  const applied = await migrate(databaseUrl())
  console.log(applied.length ? `Applied ${applied.join(', ')}` : 'The database is up to date.')
}
