// Once a run: a throw-away Postgres with a migrated template database. Every test file clones it (own-database.ts).
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../scripts/migrate.mjs'
import { startPostgres } from '../../scripts/postgres.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server's own `postgres` database. */
    postgresUrl: string
  }
}

const TEMPLATE = 'hindsight_template'

/** @returns the closing step: stops the server and removes its files */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-test-'))
  const server = await startPostgres({ folder: path.join(folder, 'postgres'), fast: true })
  await migrate(server.url(TEMPLATE))
  const client = new pg.Client(server.url('postgres'))
  await client.connect()
  // A database with open connections cannot be cloned: close it for all.
  await client.query(`alter database ${TEMPLATE} with is_template true allow_connections false`)
  await client.end()
  project.provide('postgresUrl', server.url('postgres'))
  return async () => {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
