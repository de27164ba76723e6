// The database of this installation: DATABASE_URL, or the embedded Postgres of the data folder. Migrated when it is ours to.
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { databaseUrl } from '../lib/database-url.mjs'
import { ensureDatabase, migrate } from './migrate.mjs'
import { startPostgres } from './postgres.mjs'
import { progress, Refusal } from './progress.mjs'

/** @typedef {{ url: string, close: () => Promise<void>, embedded: boolean, reused: boolean, watch: () => Promise<void> }} OpenDatabase */

/** @param {unknown} error @returns {never} */
function refuse(error) {
  throw new Refusal(error instanceof Error ? error.message : String(error))
}

/** So often it is looked whether the server lives, in milliseconds. */
const WATCH_MS = 250

const MINIMUM_VERSION = 150_000 // Postgres 15

/** @param {string} data the data folder, absolute @returns {Promise<OpenDatabase>} */
export async function openDatabase(data) {
  if (process.env.DATABASE_URL) {
    const given = databaseUrl()
    await checkGiven(given)
    const nothing = async () => undefined
    return { url: given, close: nothing, embedded: false, reused: true, watch: nothing }
  }
  const folder = path.join(data, 'postgres')
  const server = await startPostgres({ folder, note: progress.write }).catch(refuse)
  let isOpen = true
  const close = () => {
    isOpen = false
    return server.stop()
  }
  /** Starts the server again whenever it has died, until the database is closed. */
  const watch = async () => {
    for (; isOpen; await pause(WATCH_MS, undefined, { ref: false })) {
      if (server.isAlive() || !isOpen) continue
      progress.write('The database has ended by itself: it is started again. Its log stands beside its folder.')
      await server.revive()
    }
  }
  return { url: server.url('hindsight'), close, embedded: true, reused: server.reused, watch }
}

/** @param {string} url */
async function checkGiven(url) {
  const where = new URL(url)
  const name = `${where.hostname}:${where.port || 5432}${where.pathname}`
  try {
    await ensureDatabase(url)
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    await client.connect()
    const { rows } = await client.query('show server_version_num')
    await client.end()
    if (Number(rows[0].server_version_num) >= MINIMUM_VERSION) return
  } catch (error) {
    throw new Refusal(`The database at ${name} (DATABASE_URL) cannot be used: ${String(error)}`)
  }
  throw new Refusal(`The database at ${name} (DATABASE_URL) is too old: Hindsight needs Postgres 15 or newer.`)
}

/** @param {string} url @returns {Promise<string[]>} the migrations that were applied */
export async function migrateDatabase(url) {
  return migrate(url).catch((error) => {
    throw new Refusal(`The database could not be migrated: ${error instanceof Error ? error.message : String(error)}`)
  })
}
