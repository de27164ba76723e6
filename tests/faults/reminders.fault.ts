// Three processes remind 1,000 people by mail while they are killed without warning, again and again: each mail is sent once or reported.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { MailServer } from '../factories/mail-server'
import { cloneDatabase } from '../setup/clone-database'
import { root, typescript, typescriptEnv } from '../../scripts/programs.mjs'
import { until } from './server'

const PEOPLE = 1000
const PROCESSES = 3
const KILLS = Number(process.env.HINDSIGHT_REMINDER_KILLS ?? 12)
/** What is lost in a process at once: it does two jobs at a time. */
const AT_ONCE = 2
const MINUTES = 60_000

let mail: MailServer
let database: { url: string; drop: () => Promise<void> }
let db: Client
const started = new Set<ChildProcess>()

beforeAll(async () => {
  mail = await MailServer.start()
  // Long enough to be killed between taking a mail and being told so.
  mail.slowness = 60
  database = await cloneDatabase(inject('postgresUrl'))
  db = new Client(database.url)
  await db.connect()
  await seed()
})
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL')
  await db.end()
  await mail.stop()
})

/** Everybody owns one item that was due yesterday, and may be told at any hour. */
async function seed(): Promise<void> {
  await db.query(`INSERT INTO "User" ("id", "name", "email", "role")
    SELECT 'user-' || n, 'Person ' || n, 'person-' || n || '@example.org', 'editor' FROM generate_series(1, ${PEOPLE}) n`)
  await db.query(`INSERT INTO "ReminderPreference" ("userId", "zone", "fromHour", "toHour", "weekdays", "bySlack", "updatedAt")
    SELECT 'user-' || n, 'UTC', 0, 24, '{1,2,3,4,5,6,7}', false, now() FROM generate_series(1, ${PEOPLE}) n`)
  await db.query(
    `INSERT INTO "Incident" ("id", "slug", "title", "updatedAt") VALUES ('i', 'search-slow', 'Search was slow', now())`,
  )
  await db.query(`INSERT INTO "ActionItem" ("id", "incidentId", "key", "position", "title", "status", "owner", "due", "updatedAt")
    SELECT 'item-' || n, 'i', 'item-' || n, n, jsonb_build_object('en', 'Do ' || n), 'open', 'person-' || n || '@example.org', current_date - 1, now()
    FROM generate_series(1, ${PEOPLE}) n`)
}

/** A process that does the work of the queue as the application does, from when it says so. */
async function start(): Promise<ChildProcess> {
  const env = {
    ...process.env,
    ...typescriptEnv,
    ...mail.env,
    DATABASE_URL: database.url,
    BASE_URL: 'http://localhost:4975',
  }
  const child = spawn(process.execPath, typescript('tests/factories/worker-process.ts', []), {
    cwd: root,
    env: { ...env, AUTH_SECRET: 'only-for-fault-tests-0123456789', SLACK_BOT_TOKEN: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.add(child)
  await once(child.stdout, 'data')
  return child
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
const plan = () => db.query(`SELECT graphile_worker.add_job('plan-overdue', '{}'::json, max_attempts := 1)`)

async function states(): Promise<Record<string, number>> {
  const { rows } = await db.query<{ state: string; count: number }>(
    `SELECT "state", count(*)::int AS "count" FROM "Reminder" GROUP BY 1`,
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}
const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Kills one process after another at random instants, each replaced by a new one that has to go on. */
async function killAtRandom(running: ChildProcess[]): Promise<string[]> {
  const killed: string[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 2500))
    const [victim] = running.splice(Math.floor(Math.random() * running.length), 1)
    victim?.kill('SIGKILL')
    const counts = await states()
    killed.push(`${counts.sent ?? 0} of ${total(counts)}`)
    running.push(await start())
    if (total(counts) < PEOPLE) await plan()
  }
  return killed
}

test(
  `${PEOPLE} reminders, ${PROCESSES} processes, kill -9 in between: each is sent once or reported, none is lost`,
  async () => {
    const begun = performance.now()
    const running = await Promise.all(Array.from({ length: PROCESSES }, start))
    await plan()
    const killed = await killAtRandom(running)
    // A planner that was killed has planned the first of them; the next hour does the rest.
    await plan()
    await until(states, (counts) => total(counts) === PEOPLE && (counts.due ?? 0) === 0, 10 * MINUTES)
    // A quarter of an hour goes by, after which what was begun and not recorded is given up.
    await db.query(`UPDATE "Reminder" SET "triedAt" = "triedAt" - interval '16 minutes' WHERE "state" = 'sending'`)
    await db.query(`SELECT graphile_worker.add_job('send-mails', '{}'::json)`)
    await until(states, (found) => (found.sending ?? 0) === 0, 2 * MINUTES)
    await plan()
    await Promise.all(running.map(stop))

    const { rows } = await db.query<{ id: string; recipient: string; state: string; error: string | null }>(
      `SELECT "id", "recipient", "state", "error" FROM "Reminder"`,
    )
    const arrived = new Map<string, number>()
    for (const { raw } of mail.mails) {
      const id = /^Message-ID: <reminder\.(.+)@localhost>$/im.exec(raw)?.[1] ?? 'none'
      arrived.set(id, (arrived.get(id) ?? 0) + 1)
    }
    const unsure = rows.filter(({ state }) => state === 'unsure')
    process.stdout.write(
      `reminders: ${PEOPLE} due, ${PROCESSES} processes, ${KILLS} kills (sent of planned at each: ${killed.join(', ')}); ` +
        `${rows.length - unsure.length} sent, ${unsure.length} unsure of which ${unsure.filter(({ id }) => arrived.has(id)).length} had arrived, ` +
        `${mail.mails.length} mails, ${[...arrived.values()].filter((count) => count > 1).length} twice, ` +
        `${Math.round((performance.now() - begun) / 1000)} s\n`,
    )

    expect(new Set(rows.map(({ recipient }) => recipient)).size).toBe(PEOPLE)
    expect(rows.filter(({ state }) => state !== 'sent' && state !== 'unsure')).toEqual([])
    expect([...arrived].filter(([, count]) => count > 1)).toEqual([])
    expect(rows.filter(({ id, state }) => state === 'sent' && !arrived.has(id))).toEqual([])
    expect([...arrived.keys()].filter((id) => !rows.some((row) => row.id === id))).toEqual([])
    expect(unsure.every(({ error }) => error !== null)).toBe(true)
    expect(unsure.length).toBeLessThanOrEqual(KILLS * AT_ONCE)
  },
  20 * MINUTES,
)
