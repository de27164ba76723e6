// Three processes and one database: what one has written, the others answer with at the next request. Whatever a process keeps in memory has
// a case here: it is asked before the change, so that it remembers what was, and at once after it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { MailServer } from '../factories/mail-server'
import { startWebhookReceiver, type WebhookReceiver } from '../factories/webhook-receiver'
import { connectAgent } from '../factories/mcp'
import { findPostgres } from '../../scripts/prepare.mjs'
import { hindsight, type Running, temporaryFolder, until } from './server'
import { addPerson, ask, type Asking, type Fleet, report, startFleet } from './three-processes'

const HOUR = 3_600_000
/** One goes right, one is late and one is early: no two machines have one clock. */
const CLOCKS = [0, -HOUR, 20_000]

let fleet: Fleet
let receiver: WebhookReceiver
let mail: MailServer
let vera: Awaited<ReturnType<typeof addPerson>>

beforeAll(async () => {
  receiver = await startWebhookReceiver()
  mail = await MailServer.start()
  fleet = await startFleet(CLOCKS, {
    ...mail.env,
    WEBHOOK_ALLOW_HOSTS: receiver.host,
    BACKUP_SCHEDULE: '* * * * *',
    BACKUP_DIR: temporaryFolder(),
    PUBLIC_INDEX: 'true',
  })
  vera = await addPerson(fleet.db, 'vera', 'viewer')
}, 120_000)
afterAll(async () => {
  await fleet.stop()
  await mail.stop()
  receiver.close()
})

const admin = (at: Running | string, path: string, asking: Asking = {}) =>
  ask(typeof at === 'string' ? at : at.url, path, { token: fleet.token, ...asking })

let turn = 0
/**
 * What every process answers before a change through one of them, each case through another one, and at the next request after it: those who
 * did not write it come first.
 */
async function seen<T>(
  read: (reader: Running) => Promise<T>,
  change: (writer: Running) => Promise<unknown>,
): Promise<{ before: T[]; after: T[] }> {
  const first = turn++ % fleet.servers.length
  const [writer, ...others] = [...fleet.servers.slice(first), ...fleet.servers.slice(0, first)]
  if (!writer) throw new Error('nobody runs')
  const before: T[] = []
  for (const one of [writer, ...others]) before.push(await read(one))
  await change(writer)
  const after: T[] = []
  for (const one of [...others, writer]) after.push(await read(one))
  return { before, after }
}
const byAll = <T>(before: T, after: T) => ({ before: Array(3).fill(before) as T[], after: Array(3).fill(after) as T[] })

const ImportedSchema = z.object({ documents: z.array(z.object({ slug: z.string(), outcome: z.string() })).min(1) })
async function importText(at: Running | string, text: string, more: object = {}): Promise<string> {
  const { json, status, text: said } = await admin(at, '/api/v1/import', { method: 'POST', body: { text, ...more } })
  expect(status, said).toBe(200)
  return ImportedSchema.parse(json).documents[0]?.slug ?? ''
}

/** Changes an incident as somebody does who has just read it. */
async function patchIncident(at: Running, slug: string, body: object): Promise<void> {
  const { etag } = await admin(at, `/api/v1/incidents/${slug}`)
  const headers = { 'if-match': etag }
  const { status, text } = await admin(at, `/api/v1/incidents/${slug}`, { method: 'PATCH', body, headers })
  expect(status, text).toBe(200)
}

const ItemsSchema = z.object({
  items: z.array(z.looseObject({ slug: z.string().optional(), id: z.string().optional() })),
})
const slugsOf = (json: unknown) => ItemsSchema.parse(json).items.map(({ slug }) => slug)
const search = async (at: Running, words: string, asking: Asking = {}) =>
  slugsOf((await admin(at, `/api/v1/search?q=${encodeURIComponent(words)}`, asking)).json)

test('the Postgres is that of the system, and the role of the processes owns its database and is nothing more', async ({
  skip,
}) => {
  const { rows } = await fleet.db.query(
    `SELECT r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba
     WHERE d.datname = current_database()`,
  )
  expect(rows).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolreplication: false }])
  skip(
    findPostgres() === null,
    'the system has no Postgres and none could be installed: all of this ran on the embedded one',
  )
})

test('an incident that is edited: the API, its page, the list', async () => {
  const slug = await importText(fleet.balancer.url, report('Leeds', '2025-02-11'))
  const read = async (reader: Running) => {
    const { json } = await admin(reader, `/api/v1/incidents/${slug}`)
    const page = await ask(reader.url, `/incidents/${slug}`, { session: vera.session })
    const list = await ask(reader.url, '/incidents', { session: vera.session })
    const title = (text: string) => /Labels were blank in Leeds|Parcels of Leeds were not printed/.exec(text)?.[0]
    return [
      z.looseObject({ title: z.record(z.string(), z.string()) }).parse(json).title.en,
      title(page.text),
      title(list.text),
    ]
  }
  expect(await seen(read, (writer) => patchIncident(writer, slug, { title: 'Labels were blank in Leeds' }))).toEqual(
    byAll(Array(3).fill('Parcels of Leeds were not printed'), Array(3).fill('Labels were blank in Leeds')),
  )
})

test('a version that another process has overtaken is refused there too', async () => {
  const slug = await importText(fleet.balancer.url, report('Derby', '2025-02-12'))
  const [a, b, c] = fleet.servers as [Running, Running, Running]
  const { etag } = await admin(a, `/api/v1/incidents/${slug}`)
  const patch = (at: Running, title: string) =>
    admin(at, `/api/v1/incidents/${slug}`, { method: 'PATCH', body: { title }, headers: { 'if-match': etag } })
  expect((await patch(b, 'Derby one')).status).toBe(200)
  expect([(await patch(c, 'Derby two')).status, (await patch(a, 'Derby three')).status]).toEqual([412, 412])
})

test('search: words that every process has been asked for and found nothing by', async () => {
  const words = '"parcels of zyzzyva"'
  expect(
    await seen(
      async (reader) => (await search(reader, words)).length,
      (writer) => importText(writer, report('Zyzzyva', '2025-02-13')),
    ),
  ).toEqual(byAll(0, 1))
})

test('recognition and relatives of what was imported a moment ago', async () => {
  const asked = report('Quixham', '2025-02-14')
  const RecognisedSchema = z.object({ incidents: z.array(z.object({ slug: z.string() })) })
  const recognised = async (reader: Running) => {
    const { json } = await admin(reader, '/api/v1/recognise', { method: 'POST', body: { text: asked, keep: false } })
    return RecognisedSchema.parse(json).incidents.filter(({ slug }) => slug.includes('quixham')).length
  }
  expect(await seen(recognised, (writer) => importText(writer, asked))).toEqual(byAll(0, 1))

  const own = '2025-02-14-parcels-of-quixham-were-not-printed'
  const related = async (reader: Running) => {
    const { json } = await admin(reader, `/api/v1/incidents/${own}/related`)
    return z
      .array(z.object({ slug: z.string() }))
      .parse(json)
      .some(({ slug }) => slug.includes('wyvern'))
  }
  expect(await seen(related, (writer) => importText(writer, report('Wyvern', '2025-02-15')))).toEqual(
    byAll(false, true),
  )
})

test('an action item: its status, and what it could have prevented', async () => {
  const slug = await importText(fleet.balancer.url, report('Ely', '2025-03-01'))
  const { json } = await admin(fleet.balancer.url, `/api/v1/incidents/${slug}`)
  const { actionItems } = z.object({ actionItems: z.array(z.object({ id: z.string(), version: z.int() })) }).parse(json)
  const [item] = actionItems
  if (!item) throw new Error('the report has an action item')
  const DebtSchema = z.object({
    items: z.array(
      z.object({
        id: z.string(),
        status: z.string(),
        debt: z.object({ recurrences: z.array(z.object({ slug: z.string() })) }).nullable(),
      }),
    ),
  })
  const find = async (reader: Running, token = fleet.token) => {
    const { json: found } = await admin(reader, '/api/v1/action-items?limit=100', { token })
    return DebtSchema.parse(found).items.find(({ id }) => id === item.id)
  }
  const recurrence = async (reader: Running, token?: string) =>
    (await find(reader, token))?.debt?.recurrences.some((one) => one.slug.includes('parcels-of-thame')) ?? false

  let later = ''
  expect(
    await seen(recurrence, async (writer) => (later = await importText(writer, report('Thame', '2025-04-01')))),
  ).toEqual(byAll(false, true))
  // One who may not read the recurrence any more is not told of it by any process, the others are.
  const both = async (reader: Running) => [await recurrence(reader), await recurrence(reader, vera.token)]
  expect(await seen(both, (writer) => patchIncident(writer, later, { visibility: 'restricted' }))).toEqual(
    byAll([true, true], [true, false]),
  )

  const change = async (writer: Running) => {
    const headers = { 'if-match': `"${item.version}"` }
    const { status, text } = await admin(writer, `/api/v1/action-items/${item.id}`, {
      method: 'PATCH',
      body: { status: 'in-progress' },
      headers,
    })
    expect(status, text).toBe(200)
  }
  expect(await seen(async (reader) => (await find(reader))?.status, change)).toEqual(byAll('open', 'in-progress'))
})

const pattern = (title: string, cue: string) => `---
hindsight: pattern
title: ${title}
slug: frozen-conveyor
lang: en
family: physical
mechanism: "A conveyor stands still and nobody is told."
cues:
  en:
    - "${cue} ^5"
questions:
  - "Who is told when the conveyor stands still?"
---

A conveyor stands still.
`

test('a pattern: new, renamed and with other cues, whichever clock the process has that changes it', async () => {
  const read = async (reader: Running) => {
    const body = { text: 'The gribble of the sorting hall and then the frobnitz stood still at noon.', keep: false }
    const { json } = await admin(reader, '/api/v1/recognise', { method: 'POST', body })
    const found = z
      .object({ patterns: z.array(z.object({ slug: z.string(), title: z.string(), evidence: z.array(z.string()) })) })
      .parse(json)
      .patterns.find(({ slug }) => slug === 'frozen-conveyor')
    return found === undefined ? null : found.title
  }
  const [a, late, early] = fleet.servers as [Running, Running, Running]
  const steps: [Running, string, string, string | null, string | null][] = [
    [a, 'Frozen conveyor', 'gribble', null, 'Frozen conveyor'],
    [early, 'Conveyor that froze', 'gribble', 'Frozen conveyor', 'Conveyor that froze'],
    [late, 'Conveyor without words', 'unheardof', 'Conveyor that froze', null],
    [late, 'Conveyor of the late clock', 'frobnitz', null, 'Conveyor of the late clock'],
    [a, 'Conveyor of the right clock', 'frobnitz', 'Conveyor of the late clock', 'Conveyor of the right clock'],
  ]
  for (const [writer, title, cue, before, after] of steps) {
    turn = fleet.servers.indexOf(writer)
    expect(await seen(read, (at) => importText(at, pattern(title, cue), { filename: 'frozen-conveyor.md' }))).toEqual(
      byAll(before, after),
    )
  }
})

test('visibility: of the page, the API, search, the feed and the public page, also for keepers who name no version', async () => {
  const slug = await importText(fleet.balancer.url, report('Bungay', '2025-05-01'))
  const internal = async (reader: Running) => [
    (await admin(reader, `/api/v1/incidents/${slug}`, { token: vera.token })).status,
    (await ask(reader.url, `/incidents/${slug}`, { session: vera.session })).status,
    (await search(reader, 'bungay', { token: vera.token })).length > 0,
  ]
  expect(await seen(internal, (writer) => patchIncident(writer, slug, { visibility: 'restricted' }))).toEqual(
    byAll([200, 200, true], [404, 404, false]),
  )

  const open = async (reader: Running) => [
    (await ask(reader.url, `/public/incidents/${slug}`)).status,
    (await ask(reader.url, '/public/feed.atom')).text.includes(slug),
  ]
  expect(await seen(open, (writer) => patchIncident(writer, slug, { visibility: 'public' }))).toEqual(
    byAll([404, false], [200, true]),
  )
  // A reader keeps its copy with the date that one process gave it, and asks another one after the change.
  const dates: string[] = []
  for (const server of fleet.servers) {
    dates.push((await ask(server.url, '/public/feed.atom')).headers.get('last-modified') ?? '')
  }
  expect(new Set(dates).size).toBe(1)
  const [a] = fleet.servers as [Running, Running, Running]
  await patchIncident(a, slug, { visibility: 'internal' })
  for (const server of fleet.servers) {
    const again = await ask(server.url, '/public/feed.atom', { headers: { 'if-modified-since': dates[0] ?? '' } })
    expect([again.status, again.text.includes(slug)]).toEqual([200, false])
  }
  for (const server of fleet.servers) expect(await open(server)).toEqual([404, false])
})

test('what changes twice within one second has two dates, whichever processes are asked', async () => {
  const slug = await importText(fleet.balancer.url, report('Diss', '2025-05-02'))
  const seen = new Map<string, string>()
  for (let round = 0; round < 6; round++) {
    const [writer, reader] = [fleet.servers[round % 3], fleet.servers[(round + 1) % 3]] as [Running, Running]
    await patchIncident(writer, slug, { visibility: round % 2 === 0 ? 'public' : 'internal' })
    const { headers, text } = await ask(reader.url, '/public/feed.atom')
    const date = headers.get('last-modified') ?? ''
    expect(seen.get(date) ?? text, `two contents are dated ${date}`).toBe(text)
    seen.set(date, text)
  }
})

test('tokens, sessions, roles and accounts end at the next request of every process', async () => {
  const { db } = fleet
  const revoked = await addPerson(db, 'tom', 'editor')
  const token = async (reader: Running) =>
    (await ask(reader.url, '/api/v1/incidents?limit=1', { token: revoked.token })).status
  expect(
    await seen(token, (writer) => admin(writer, `/api/v1/tokens/${revoked.tokenId}`, { method: 'DELETE' })),
  ).toEqual(byAll(200, 401))

  const page = async (reader: Running) => (await ask(reader.url, '/incidents', { session: revoked.session })).status
  expect(
    await seen(page, (writer) => admin(writer, `/api/v1/users/${revoked.id}/sessions`, { method: 'DELETE' })),
  ).toEqual(byAll(200, 307))

  const lowered = await addPerson(db, 'lea', 'editor')
  const write = async (reader: Running) =>
    (
      await ask(reader.url, '/api/v1/import?dryRun=1', {
        method: 'POST',
        body: { text: report('Rye', '2025-06-01') },
        token: lowered.token,
      })
    ).status
  const patchUser = (id: string, body: object) => (writer: Running) =>
    admin(writer, `/api/v1/users/${id}`, { method: 'PATCH', body })
  expect(await seen(write, patchUser(lowered.id, { role: 'viewer' }))).toEqual(byAll(200, 403))

  const gone = await addPerson(db, 'gus', 'viewer')
  const both = async (reader: Running) => [
    (await ask(reader.url, '/api/v1/incidents?limit=1', { token: gone.token })).status,
    (await ask(reader.url, '/incidents', { session: gone.session })).status,
  ]
  expect(await seen(both, patchUser(gone.id, { disabled: true }))).toEqual(byAll([200, 200], [401, 307]))
})

test('a sign-in link that was used at one process opens nothing at another', async () => {
  const { stdout } = await hindsight(fleet.databaseUrl, ['sign-in-link', '--email', 'vera@example.org'], {
    BASE_URL: fleet.balancer.url,
  })
  const { pathname, search: query } = new URL(stdout.trim())
  const signedIn = async ({ url }: Running) =>
    (await ask(url, pathname + query)).headers.get('set-cookie')?.includes('session-token') ?? false
  const [a, b, c] = fleet.servers as [Running, Running, Running]
  const opened = await Promise.all([signedIn(b), signedIn(c)])
  expect(opened.filter(Boolean)).toHaveLength(1)
  expect(await signedIn(a)).toBe(false)
})

test('settings: teams and endpoints', async () => {
  const teams = async (reader: Running) => slugsOf((await admin(reader, '/api/v1/teams')).json)
  expect(
    await seen(teams, (writer) => admin(writer, '/api/v1/teams', { method: 'POST', body: { name: 'Printers' } })),
  ).toEqual(byAll([], ['printers']))
  const endpoints = async (reader: Running) =>
    ItemsSchema.parse((await admin(reader, '/api/v1/webhooks')).json).items.length
  const body = { name: 'All', url: receiver.url, events: ['incident.created'] }
  expect(await seen(endpoints, (writer) => admin(writer, '/api/v1/webhooks', { method: 'POST', body }))).toEqual(
    byAll(0, 1),
  )
})

test('agents: what one process has answered another one goes on with', async () => {
  const client = await connectAgent(new URL(`${fleet.balancer.url}/api/mcp`), fleet.token)
  const answered = new Map(fleet.balancer.answered)
  for (let call = 0; call < 6; call++) {
    const { tools } = await client.listTools()
    expect(tools.length).toBeGreaterThan(5)
  }
  await client.close()
  for (const { url } of fleet.servers) {
    expect(fleet.balancer.answered.get(url) ?? 0).toBeGreaterThan(answered.get(url) ?? 0)
  }
})

test('limits are counted by all processes together', async () => {
  // As the balancer says who asks; signing in is limited to 20 in a quarter of an hour.
  const headers = {
    'x-forwarded-for': '192.0.2.7',
    'content-type': 'application/json',
    authorization: 'Bearer hs_nobody',
  }
  const refused: number[] = []
  const one = async (base: string) => {
    const { status } = await ask(base, '/api/v1/incidents', { headers })
    refused.push(status)
  }
  for (let round = 0; round < 34; round++) {
    await Promise.all(fleet.servers.flatMap(({ url }) => Array.from({ length: 12 }, () => one(url))))
  }
  const let401 = refused.filter((status) => status === 401).length
  expect(let401).toBeLessThanOrEqual(1000)
  expect(let401).toBeGreaterThan(900)
  expect(refused.filter((status) => status !== 401 && status !== 429)).toEqual([])
})

test('a table that is altered while they run: no request fails, though each keeps statements that are of the table as it was', async () => {
  const slug = await importText(fleet.balancer.url, report('Truro', '2025-05-03'))
  const statuses = async (server: Running) => [
    (await admin(server, `/api/v1/incidents/${slug}`)).status,
    (await ask(server.url, `/incidents/${slug}`, { session: vera.session })).status,
    (await ask(server.url, '/incidents', { session: vera.session })).status,
  ]
  const fine = Array(3).fill([200, 200, 200]) as number[][]
  // Twice and more on each connection, so that what is asked is kept.
  for (let round = 0; round < 3; round++) expect(await Promise.all(fleet.servers.map(statuses))).toEqual(fine)
  for (const type of ['varchar(500)', 'text']) {
    await fleet.db.query(`ALTER TABLE "Incident" ALTER COLUMN "zoneText" TYPE ${type}`)
    expect([type, ...(await Promise.all(fleet.servers.map(statuses)))]).toEqual([type, ...fine])
  }
})

test('their connections are all cut at once, as when the database moves: they connect anew by themselves', async () => {
  await fleet.db.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND usename <> current_user`,
  )
  for (const server of fleet.servers) {
    const answers = async () => [
      (await admin(server, '/api/v1/incidents')).status,
      (await ask(server.url, '/incidents', { session: vera.session })).status,
    ]
    await until(answers, (statuses) => statuses.every((status) => status === 200))
    expect(server.child.exitCode).toBeNull()
  }
})

const count = async (sql: string, values: unknown[] = []) => {
  const { rows } = await fleet.db.query<{ count: number }>(sql, values)
  return rows[0]?.count ?? 0
}

test('work of the queue is done once: an import in the background, its webhooks, reminders, and what the clock begins', async () => {
  receiver.received.length = 0
  const files = 40
  const form = new FormData()
  for (let file = 0; file < files; file++) {
    const day = `2024-${String(1 + (file % 12)).padStart(2, '0')}-${String(1 + (file % 28)).padStart(2, '0')}`
    form.append('file', new Blob([report(`Depot${file}`, day)]), `depot${file}.md`)
  }
  const begun = await fetch(`${fleet.balancer.url}/api/v1/import?background=1`, {
    method: 'POST',
    headers: { authorization: `Bearer ${fleet.token}` },
    body: form,
  })
  expect(begun.status).toBe(202)
  const { id } = z.object({ import: z.object({ id: z.string() }) }).parse(await begun.json()).import
  await until(
    async () =>
      z.looseObject({ state: z.string() }).parse((await admin(fleet.balancer.url, `/api/v1/imports/${id}`)).json).state,
    (state) => state === 'finished',
  )
  expect(await count(`SELECT count(*)::int AS "count" FROM "ImportLine" WHERE "importId" = $1`, [id])).toBe(files)
  expect(await count(`SELECT count(*)::int AS "count" FROM "Incident" WHERE "slug" LIKE '%parcels-of-depot%'`)).toBe(
    files,
  )

  await until(
    () => count(`SELECT count(*)::int AS "count" FROM "WebhookDelivery" WHERE "state" = 'delivered'`),
    (delivered) => delivered >= files,
  )
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect([ids.length, new Set(ids).size]).toEqual([files, files])

  // Each process asks for the same reminders at the same moment, as if none knew of the others.
  await fleet.db
    .query(`INSERT INTO "ReminderPreference" ("userId", "zone", "fromHour", "toHour", "weekdays", "bySlack", "updatedAt")
    VALUES ('${vera.id}', 'UTC', 0, 24, '{1,2,3,4,5,6,7}', false, now())`)
  await fleet.db.query(`UPDATE "ActionItem" SET "owner" = 'vera@example.org', "due" = current_date - 2
    WHERE "incidentId" IN (SELECT "id" FROM "Incident" WHERE "slug" LIKE '%parcels-of-depot%')`)
  await fleet.db.query(
    `SELECT graphile_worker.add_job('plan-overdue', '{}'::json, max_attempts := 1) FROM generate_series(1, 6)`,
  )
  await until(
    () => count(`SELECT count(*)::int AS "count" FROM "Reminder" WHERE "state" = 'sent'`),
    (sent) => sent > 0,
  )
  await until(
    () =>
      count(
        `SELECT count(*)::int AS "count" FROM graphile_worker.jobs WHERE task_identifier IN ('plan-overdue', 'send-mails')`,
      ),
    (left) => left === 0,
  )
  const mails = mail.mails.length
  expect(mails).toBe(await count(`SELECT count(*)::int AS "count" FROM "Reminder"`))

  await until(
    () => count(`SELECT count(*)::int AS "count" FROM "BackupRun" WHERE "finishedAt" IS NOT NULL`),
    (runs) => runs > 0,
    90_000,
  )
  const twice = `SELECT count(*)::int AS "count" FROM (SELECT 1 FROM "BackupRun" GROUP BY date_trunc('minute', "startedAt") HAVING count(*) > 1) one`
  expect(await count(twice)).toBe(0)
}, 180_000)
