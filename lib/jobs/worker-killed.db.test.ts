import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, test, vi } from 'vitest'
import { Client } from 'pg'
import { database } from '@/lib/database'
import { databaseUrl } from '@/lib/database-url.mjs'
import { typescript, typescriptEnv } from '@/scripts/programs.mjs'

const children = new Set<ChildProcess>()
afterEach(async () => {
  for (const child of children) await kill(child)
})

function startWorker(): ChildProcess {
  const child = spawn(process.execPath, typescript('tests/factories/worker-process.ts', []), {
    env: { ...process.env, ...typescriptEnv },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (!children.delete(child)) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** How many jobs of a task there are, and how many of them are being run. */
async function jobsOf(task: string): Promise<{ all: number; locked: number }> {
  const [row] = await database.$queryRaw<{ all: number; locked: number }[]>`
    SELECT count(*)::int AS "all", count("locked_at")::int AS "locked" FROM graphile_worker.jobs WHERE "task_identifier" = ${task}`
  return row ?? { all: 0, locked: 0 }
}

/** Nothing that reads events goes on before the answer is called. */
async function holdEvents(): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: databaseUrl() })
  await client.connect()
  await client.query('BEGIN')
  await client.query('LOCK TABLE "WebhookEvent" IN ACCESS EXCLUSIVE MODE')
  return () => client.end()
}

const SOON = { timeout: 60_000, interval: 50 }

test('jobs that a killed process was at, and those behind them, are run within seconds of the next start', async () => {
  const release = await holdEvents()
  for (let nth = 0; nth < 300; nth++)
    await database.$executeRaw`SELECT graphile_worker.add_job('plan-webhooks', '{}'::json, job_key := ${`backlog ${nth}`})`
  const killed = startWorker()
  await vi.waitFor(async () => expect((await jobsOf('plan-webhooks')).locked).toBeGreaterThan(2), SOON)
  await kill(killed)
  await release()
  const left = await jobsOf('plan-webhooks')
  expect(left.locked).toBeGreaterThan(2)
  startWorker()
  await vi.waitFor(async () => expect(await jobsOf('plan-webhooks')).toEqual({ all: 0, locked: 0 }), SOON)
}, 180_000)

test('a process that lives keeps its jobs, whoever starts beside it', async () => {
  const release = await holdEvents()
  await database.$executeRaw`SELECT graphile_worker.add_job('plan-webhooks', '{}'::json, job_key := 'alone')`
  startWorker()
  await vi.waitFor(async () => expect((await jobsOf('plan-webhooks')).locked).toBe(1), SOON)
  const lockedBy = () =>
    database.$queryRaw`SELECT "locked_by", "attempts" FROM graphile_worker.jobs WHERE "key" = 'alone'`
  const before = await lockedBy()
  const second = startWorker()
  const seen = () => database.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM pg_locks WHERE classid = 7417004 AND objid <> 0
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  await vi.waitFor(async () => expect(await seen()).toEqual([{ count: 4 }]), SOON)
  await kill(second)
  expect(await lockedBy()).toEqual(before)
  await release()
  await vi.waitFor(async () => expect((await jobsOf('plan-webhooks')).all).toBe(0), SOON)
}, 180_000)
