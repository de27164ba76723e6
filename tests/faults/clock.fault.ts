// The clock of the machine jumps: forward by weeks, and back by a day.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { once } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Client } from 'pg'
import { z } from 'zod'
import { MailServer } from '../factories/mail-server'
import { cloneDatabase } from '../setup/clone-database'
import { hindsight, type Running, startServer, until } from './server'
import { addPerson, ask, report } from './three-processes'

const DAY = 86_400_000
const CLOCK = pathToFileURL(path.join(import.meta.dirname, 'shifted-clock.mjs')).href

let database: { url: string; drop: () => Promise<void> }
let db: Client
let mail: MailServer
let server: Running
let ada: Awaited<ReturnType<typeof addPerson>>

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'))
  db = new Client(database.url)
  await db.connect()
  ada = await addPerson(db, 'ada', 'admin')
  mail = await MailServer.start()
  server = await startServer(database.url, { ...mail.env, NODE_OPTIONS: `--import ${CLOCK}` })
})
afterAll(async () => {
  await server.stop()
  await mail.stop()
  await db.end()
  await database.drop()
})

/** Sets the clock of the application; done when it goes by it. */
async function setClock(shift: number): Promise<void> {
  const set = once(server.child, 'message')
  server.child.send({ shift })
  await set
}

const asAda = (at: string, asking: object = {}) => ask(server.url, at, { token: ada.token, ...asking })

test('sessions and tokens end when they should by the clock, and count again when it is put right', async () => {
  const made = await asAda('/api/v1/tokens', {
    method: 'POST',
    body: { name: 'short', scope: 'read', expiresInDays: 3 },
  })
  expect(made.status, made.text).toBe(201)
  const { token } = z.object({ token: z.string() }).parse(made.json)
  const answers = async () => [
    (await ask(server.url, '/api/v1/incidents', { token })).status,
    (await ask(server.url, '/incidents', { session: ada.session })).status,
  ]
  expect(await answers()).toEqual([200, 200])
  await setClock(-DAY)
  expect(await answers()).toEqual([200, 200])
  await setClock(40 * DAY)
  expect(await answers()).toEqual([401, 307])
  await setClock(0)
  expect(await answers()).toEqual([200, 200])
})

test('a sign-in link that was used opens nothing when the clock is set back', async () => {
  const { stdout } = await hindsight(database.url, ['sign-in-link', '--email', 'ada@example.org'])
  const { pathname, search } = new URL(stdout.trim())
  const opens = async () =>
    (await ask(server.url, pathname + search)).headers.get('set-cookie')?.includes('session-token') ?? false
  expect(await opens()).toBe(true)
  await setClock(-DAY)
  expect(await opens()).toBe(false)
  await setClock(0)
})

test('what is imported, edited and imported again while the clock is late is there, in its order', async () => {
  const place = 'Leeds'
  const slug = '2025-02-11-parcels-of-leeds-were-not-printed'
  const importOne = () => asAda('/api/v1/import', { method: 'POST', body: { text: report(place, '2025-02-11') } })
  expect((await importOne()).status).toBe(200)
  const edit = async (title: string) => {
    const { etag } = await asAda(`/api/v1/incidents/${slug}`)
    const { status, text } = await asAda(`/api/v1/incidents/${slug}`, {
      method: 'PATCH',
      body: { title },
      headers: { 'if-match': etag },
    })
    expect(status, text).toBe(200)
  }
  await edit('Before')
  await setClock(-DAY)
  await edit('Late')
  expect((await importOne()).status).toBe(200)
  const RevisionsSchema = z.looseObject({ revisions: z.array(z.looseObject({ number: z.int() })) })
  const { revisions } = RevisionsSchema.parse((await asAda(`/api/v1/incidents/${slug}/revisions`)).json)
  const numbers = revisions.map(({ number }) => number)
  expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
  await setClock(0)
  const { json } = await asAda(`/api/v1/incidents/${slug}`)
  expect(z.looseObject({ title: z.record(z.string(), z.string()) }).parse(json).title.en).toBe('Late')
})

test('nobody is reminded twice because the clock was set back', async () => {
  await db.query(`INSERT INTO "ReminderPreference" ("userId", "zone", "fromHour", "toHour", "weekdays", "bySlack", "updatedAt")
    VALUES ('${ada.id}', 'UTC', 0, 24, '{1,2,3,4,5,6,7}', false, now())`)
  await db.query(`UPDATE "ActionItem" SET "owner" = 'ada@example.org', "due" = current_date - 5`)
  const planned = async () => {
    await db.query(`SELECT graphile_worker.add_job('plan-overdue', '{}'::json, max_attempts := 1)`)
    await until(
      async () =>
        (await db.query(`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier IN ('plan-overdue', 'send-mails')`))
          .rows.length,
      (left) => left === 0,
    )
    return (await db.query('SELECT 1 FROM "Reminder"')).rows.length
  }
  const first = await planned()
  expect(first).toBe(1)
  await until(
    () => Promise.resolve(mail.mails.length),
    (sent) => sent === 1,
  )
  for (const shift of [-DAY, -60_000, 0]) {
    await setClock(shift)
    expect([shift, await planned()]).toEqual([shift, first])
  }
  expect(mail.mails.length).toBe(1)
})
