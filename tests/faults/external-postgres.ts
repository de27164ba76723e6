// A Postgres that is not ours: that of the system, with a role that owns its database and is nothing more.
import path from 'node:path'
import { Client } from 'pg'
import { startPostgres } from '../../scripts/postgres.mjs'
import { migrate } from '../../scripts/migrate.mjs'
import { findPostgres } from '../../scripts/prepare.mjs'
import { temporaryFolder } from './server'

const ROLE = 'hindsight'
const PASSWORD = 'only-for-fault-tests'

export type ExternalPostgres = {
  /** The migrated database, as the role that owns it. */
  url: string
  /** The same database, as its administrator. */
  adminUrl: string
  stop: () => Promise<void>
}

/** Starts the system's Postgres, or the embedded one where the system has none, with a migrated database. */
export async function startExternalPostgres(): Promise<ExternalPostgres> {
  const programs = findPostgres() ?? undefined
  const server = await startPostgres({ folder: path.join(temporaryFolder(), 'postgres'), fast: true, programs })
  const admin = new Client(server.url('postgres'))
  await admin.connect()
  await admin.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`)
  await admin.query(`CREATE DATABASE ${ROLE} OWNER ${ROLE}`)
  const { rows } = await admin.query<{ server_version: string }>('SHOW server_version')
  await admin.end()
  console.log(
    `Postgres ${rows[0]?.server_version ?? ''}, ${programs ? `of the system (${programs})` : 'the embedded one: the system has none'}`,
  )
  const url = new URL(server.url(ROLE))
  url.username = ROLE
  url.password = PASSWORD
  await migrate(url.href)
  return { url: url.href, adminUrl: server.url(ROLE), stop: server.stop }
}
