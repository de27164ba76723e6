import { randomUUID } from 'node:crypto'
import pg from 'pg'

const TEMPLATE = 'hindsight_template'

/**
 * A database of one's own, cloned in about 50 ms from the migrated template or from another database without connections.
 * @param serverUrl connection string of the server's `postgres` database
 */
export async function cloneDatabase(
  serverUrl: string,
  template = TEMPLATE,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await run(serverUrl, `create database ${name} template ${template} strategy wal_log`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(serverUrl, `drop database if exists ${name} with (force)`) }
}

async function run(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client(serverUrl)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
