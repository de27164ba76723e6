import { readdirSync } from 'node:fs'
import path from 'node:path'
import { database } from '@/lib/database'
import { type CredentialLife, credentialLife } from '@/lib/domain/credential-life'
import { log } from '@/lib/observe/log'
import { processState } from '@/lib/observe/process-state'
import { isDatabaseUp } from './health'

export type Readiness = {
  ready: boolean
  checks: {
    process: { ok: boolean; stopping: boolean }
    database: { ok: boolean }
    migrations: { ok: boolean; missing: string[] }
    worker: { ok: boolean; state: string }
    /** The role that the application signs in to the database with; a warning alone, until new connections are refused. */
    credential: { ok: boolean; life: CredentialLife | 'unknown'; validUntil: string | null }
    backup: { ok: boolean; scheduled: boolean; lastSuccess: string | null }
  }
}

/** A scheduled backup is late when none has succeeded for so long, in milliseconds. */
const LATE_MS = 8 * 24 * 3_600_000

/**
 * Whether this process can do its work: it is not ending, its database answers and is migrated, its worker takes jobs. What only
 * warns (a database role that ends soon, no recent backup) leaves it ready. Needs no viewer: it tells nothing that is stored. Never throws.
 */
export async function readReadiness(now: Date, scheduled: boolean): Promise<Readiness> {
  const up = await isDatabaseUp()
  const missing = up ? await findMissingMigrations() : []
  const { stopping, worker } = processState
  const checks: Readiness['checks'] = {
    process: { ok: !stopping, stopping },
    database: { ok: up },
    migrations: { ok: up && missing.length === 0, missing },
    worker: { ok: worker === null || worker === 'running', state: worker ?? 'none' },
    credential: await readCredential(up, now),
    backup: await readBackup(up, scheduled, now),
  }
  const { process, database: reachable, migrations, worker: queue } = checks
  return { ready: process.ok && reachable.ok && migrations.ok && queue.ok, checks }
}

let known: string[] | undefined

/** Names of the migrations that this version brings with it. */
function knownMigrations(): string[] {
  const folder = path.join(process.cwd(), 'prisma', 'migrations')
  known ??= readdirSync(folder).filter((name) => /^\d{14}_/.test(name))
  return known
}

async function findMissingMigrations(): Promise<string[]> {
  try {
    const rows = await database.$queryRaw<{ name: string }[]>`
      SELECT "migration_name" AS "name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL`
    const applied = new Set(rows.map(({ name }) => name))
    return knownMigrations().filter((name) => !applied.has(name))
  } catch (error) {
    log.warn('which migrations are applied cannot be told', {}, error)
    return ['unknown']
  }
}

/** How long the role that the application signs in with is valid; `unknown` when the database is away. Never throws. */
export async function readCredential(up: boolean, now: Date): Promise<Readiness['checks']['credential']> {
  const unknown = { ok: true, life: 'unknown', validUntil: null } as const
  if (!up) return unknown
  try {
    const { validUntil, seenAt } = await findCredential(now)
    const life = credentialLife(seenAt, validUntil, now)
    return { ok: life === 'lasting' || life === 'good', life, validUntil: validUntil?.toISOString() ?? null }
  } catch (error) {
    log.warn('until when the role of the database is valid cannot be told', {}, error)
    return unknown
  }
}

/** Until when the role is valid, and since when that end has been known: the first process that sees it writes it down. */
async function findCredential(now: Date): Promise<{ validUntil: Date | null; seenAt: Date }> {
  const [role] = await database.$queryRaw<{ name: string; validUntil: Date | null }[]>`
    SELECT "rolname"::text AS "name", CASE WHEN isfinite("rolvaliduntil") THEN "rolvaliduntil" END AS "validUntil"
    FROM pg_roles WHERE "rolname" = session_user`
  if (!role?.validUntil) return { validUntil: null, seenAt: now }
  const { name, validUntil } = role
  const before = await database.databaseCredential.findUnique({ where: { name } })
  if (before?.validUntil.getTime() === validUntil.getTime()) return { validUntil, seenAt: before.seenAt }
  const seen = { validUntil, seenAt: now }
  await database.databaseCredential.upsert({ where: { name }, create: { name, ...seen }, update: seen })
  return seen
}

async function readBackup(up: boolean, scheduled: boolean, now: Date): Promise<Readiness['checks']['backup']> {
  const newest = up ? await lastBackup().catch(() => null) : null
  const lastSuccess = newest?.toISOString() ?? null
  const late = newest === null || now.getTime() - newest.getTime() > LATE_MS
  return { ok: !scheduled || !late, scheduled, lastSuccess }
}

/** When the schedule last made a backup; null when it never has. */
export async function lastBackup(): Promise<Date | null> {
  const newest = await database.backupRun.findFirst({
    where: { finishedAt: { not: null }, error: null },
    orderBy: { startedAt: 'desc' },
  })
  return newest?.finishedAt ?? null
}
