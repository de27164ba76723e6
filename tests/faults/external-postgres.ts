// A Postgres that is not ours: that of the system, with a role that owns its database and is nothing more.
import { spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, mkdirSync, statSync } from 'node:fs'
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
  /** Whether it runs. */
  isAlive: () => boolean
  stop: () => Promise<void>
}

const urlOf = (adminUrl: string) => {
  const url = new URL(adminUrl)
  url.username = ROLE
  url.password = PASSWORD
  return url.href
}

/** Starts the system's Postgres, or the embedded one where the system has none, with a migrated database. */
export async function startExternalPostgres(
  folder = path.join(temporaryFolder(), 'postgres'),
): Promise<ExternalPostgres> {
  const programs = findPostgres() ?? undefined
  const server = await startPostgres({ folder, fast: true, programs })
  const admin = new Client(server.url('postgres'))
  await admin.connect()
  await admin.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`)
  await admin.query(`CREATE DATABASE ${ROLE} OWNER ${ROLE}`)
  const { rows } = await admin.query<{ server_version: string }>('SHOW server_version')
  await admin.end()
  console.log(
    `Postgres ${rows[0]?.server_version ?? ''}, ${programs ? `of the system (${programs})` : 'the embedded one: the system has none'}`,
  )
  const adminUrl = server.url(ROLE)
  await migrate(urlOf(adminUrl))
  return { url: urlOf(adminUrl), adminUrl, isAlive: server.isAlive, stop: server.stop }
}

/** Starts a second server of the system beside the one in `folder`, which follows it; null where the system has none: the embedded one cannot copy. */
export async function startStandby(primary: ExternalPostgres, folder: string): Promise<ExternalPostgres | null> {
  const programs = findPostgres()
  if (programs === null) return null
  const own = path.join(path.dirname(folder), 'standby')
  const { uid, gid } = statSync(folder)
  const account = process.getuid?.() === 0 ? { uid, gid } : {}
  mkdirSync(own, { mode: 0o700 })
  chownSync(own, uid, gid)
  const args = ['-D', own, '-R', '-X', 'stream', '-c', 'fast', '--no-sync', '-d', primary.adminUrl]
  const copied = spawnSync(path.join(programs, 'bin/pg_basebackup'), args, { ...account, cwd: '/', encoding: 'utf8' })
  if (copied.status !== 0) throw new Error(`The server could not be copied: ${copied.stderr}`)
  copyFileSync(`${folder}.password`, `${own}.password`)
  const server = await startPostgres({ folder: own, fast: true, programs })
  const adminUrl = server.url(ROLE)
  return { url: urlOf(adminUrl), adminUrl, isAlive: server.isAlive, stop: server.stop }
}
