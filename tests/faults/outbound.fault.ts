// Other servers are away, or the process is killed, while there is much to tell them: each is told of everything, under one id.
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Client } from 'pg'
import { cloneDatabase } from '../setup/clone-database'
import { startWebhookReceiver, status, type WebhookReceiver } from '../factories/webhook-receiver'
import { makeToken, type Running, startServer, until } from './server'
import { ask, report } from './three-processes'

const EVENTS = 40

let database: { url: string; drop: () => Promise<void> }
let db: Client
let receiver: WebhookReceiver
let server: Running
let token: string

const start = () => startServer(database.url, { WEBHOOK_ALLOW_HOSTS: receiver.host })

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'))
  db = new Client(database.url)
  await db.connect()
  token = await makeToken(database.url)
  receiver = await startWebhookReceiver()
  server = await start()
})
afterAll(async () => {
  await server.stop()
  receiver.close()
  await db.end()
  await database.drop()
})

const deliveries = async () => {
  const { rows } = await db.query<{ id: string; eventId: string; state: string; attempts: number }>(
    'SELECT "id", "eventId", "state", "attempts" FROM "WebhookDelivery" ORDER BY "createdAt", "id"',
  )
  return rows
}
const inState = async (state: string) => (await deliveries()).filter((one) => one.state === state).length

test('kill -9 in the midst of a backlog: each event is delivered, what was under way comes again under its id', async () => {
  const body = { name: 'All', url: receiver.url, events: ['incident.created'] }
  expect((await ask(server.url, '/api/v1/webhooks', { method: 'POST', token, body })).status).toBe(201)
  // The receiver is away while it gathers.
  receiver.answer = status(503)
  for (let number = 0; number < EVENTS; number++) {
    // Each of another day: accounts of one day that resemble each other so much are editions of one incident.
    const text = report(
      `Depot${number}`,
      `2024-${String(1 + (number % 12)).padStart(2, '0')}-${String(1 + (number % 28)).padStart(2, '0')}`,
    )
    const at = await ask(server.url, '/api/v1/import', { method: 'POST', token, body: { text } })
    expect(at.status, at.text).toBe(200)
  }
  expect((await db.query('SELECT 1 FROM "Incident"')).rows.length).toBe(EVENTS)
  await until(
    async () => (await deliveries()).length,
    (planned) => planned === EVENTS,
  )
  await until(
    async () => (await deliveries()).filter(({ attempts, state }) => attempts > 0 && state === 'due').length,
    (tried) => tried === EVENTS,
  )
  const refused = receiver.received.length
  // It is back, and slow: the process is killed with some delivered, some under way, and some waiting.
  const held: (() => void)[] = []
  receiver.answer = (response, nth) => {
    const answer = () => void response.writeHead(200).end('taken')
    if (nth - refused < 10) answer()
    else held.push(answer)
  }
  const due = () => db.query(`UPDATE "WebhookDelivery" SET "dueAt" = now() WHERE "state" = 'due'`)
  const wake = () => db.query(`SELECT graphile_worker.add_job('send-webhooks', '{}'::json)`)
  await due()
  await wake()
  await until(
    () => Promise.resolve(held.length),
    (underWay) => underWay > 0,
  )
  server.child.kill('SIGKILL')
  await until(
    () => Promise.resolve(server.child.signalCode),
    (signal) => signal !== null,
  )
  const underWay = await inState('sending')
  expect(underWay).toBeGreaterThan(0)
  expect(await inState('delivered')).toBeGreaterThan(0)
  receiver.answer = status(200, {}, 'taken')
  server = await start()
  // A minute later, as far as the deliveries know.
  await db.query(`UPDATE "WebhookDelivery" SET "triedAt" = "triedAt" - interval '2 minutes' WHERE "state" = 'sending'`)
  await due()
  await wake()
  await until(
    () => inState('delivered'),
    (delivered) => delivered === EVENTS,
    90_000,
  )
  const ended = await deliveries()
  expect(ended.map(({ state }) => state)).toEqual(Array(EVENTS).fill('delivered'))
  const arrived = receiver.received.slice(refused).map(({ headers }) => headers['webhook-id'])
  expect(new Set(arrived)).toEqual(new Set(ended.map(({ eventId }) => eventId)))
  // Only what was under way came twice.
  expect(arrived.length).toBeLessThanOrEqual(EVENTS + underWay)
  const bodies = new Map<unknown, string>()
  for (const { headers, body: told } of receiver.received) {
    expect(bodies.get(headers['webhook-id']) ?? told).toBe(told)
    bodies.set(headers['webhook-id'], told)
  }
}, 240_000)
