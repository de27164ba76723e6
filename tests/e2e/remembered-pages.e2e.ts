// Pages are shown again as they were drawn while nothing has changed that they show: to whom, how long, and what ends it.
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO } from '../factories/demo-content'
import { UNCOUNTED } from '../factories/uncounted-tables'
import { useApp } from './app'

const app = useApp()
const INCIDENT = `/incidents/${DEMO.keyRotation}`
const PAGES = [
  '/incidents', INCIDENT, '/skills', `/skills/${DEMO.skill}`, '/patterns', '/patterns/cache-vs-rotation', '/action-items', '/map',
  '/search?q=rotation',
] // prettier-ignore
const ANSWERS = [
  '/incidents', `/incidents/${DEMO.keyRotation}`, `/incidents/${DEMO.keyRotation}/related`, '/skills', `/skills/${DEMO.skill}`, '/patterns',
  '/patterns/cache-vs-rotation', '/action-items', '/map', '/measures', '/measures/incidents', '/search?q=rotation',
].map((path) => `/api/v1${path}`) // prettier-ignore

let sql: Client
let sessionOf: (userId: string) => Promise<string>
let person: (name: string, role: 'admin' | 'editor' | 'viewer') => Promise<{ userId: string }>

beforeAll(async () => {
  process.env['DATABASE_URL'] = app.databaseUrl
  process.env['BASE_URL'] = app.url
  ;({ sessionOf } = await import('../access/identities'))
  ;({ person } = await import('../factories/people'))
  sql = new Client({ connectionString: app.databaseUrl })
  await sql.connect()
})
afterAll(() => sql.end())

const get = (pathname: string, cookie: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${pathname}`, { headers: { cookie, ...headers }, redirect: 'manual' })

/** Pages that came from memory so far. */
async function remembered(): Promise<number> {
  const text = await (await fetch(`${app.url}/metrics`)).text()
  return Number(/^hindsight_remembered_pages_total\{from="memory"\} (\d+)$/m.exec(text)?.[1] ?? 0)
}

/** Asks for a page; whether it came from memory, and what it says without its nonce. */
async function ask(pathname: string, cookie: string, headers: Record<string, string> = {}) {
  const before = await remembered()
  const response = await get(pathname, cookie, headers)
  const policy = response.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
  const html = await response.text()
  const text = html.replaceAll(nonce, '')
  return { status: response.status, nonce, html, text, fromMemory: (await remembered()) > before, response }
}

/** How a page says that something failed while it was drawn. */
const FAILED = 'E{\\"digest\\":'

/** Asks until the page is remembered: it is kept behind its answer. */
async function draw(pathname: string, cookie: string) {
  return expect.poll(async () => (await ask(pathname, cookie)).fromMemory, { timeout: 20_000 }).toBe(true)
}

test('a page from memory says the same under a nonce of its own, compressed or not, and so does its data', async () => {
  const cookie = await sessionOf((await person('ada', 'editor')).userId)
  const kinds: [string, Record<string, string>][] = [
    [INCIDENT, {}],
    [`${INCIDENT}?_rsc`, { rsc: '1' }],
    [INCIDENT, { 'accept-encoding': 'identity' }],
  ]
  for (const [address, headers] of kinds) {
    await expect.poll(async () => (await ask(address, cookie, headers)).fromMemory, { timeout: 20_000 }).toBe(true)
    const [first, second] = [await ask(address, cookie, headers), await ask(address, cookie, headers)]
    expect(second.fromMemory).toBe(true)
    expect(second.text).toBe(first.text)
    expect(second.nonce).not.toBe(first.nonce)
    expect(second.html).not.toContain(first.nonce)
    expect(second.response.headers.get('x-request-id')).not.toBe(first.response.headers.get('x-request-id'))
    expect(second.response.headers.get('cache-control')).toContain('private')
  }
  const scripts = [...(await ask(INCIDENT, cookie)).html.matchAll(/<script\b[^>]*nonce="([^"]*)"/g)]
  expect(new Set(scripts.map(([, nonce]) => nonce)).size).toBe(1)
})

test('what anybody stores is there at the next request', async () => {
  const cookie = await sessionOf((await person('ben', 'editor')).userId)
  await draw(INCIDENT, cookie)
  await sql.query(`UPDATE "Postmortem" SET "title" = 'Renamed by another process' WHERE "incidentId" IN
    (SELECT "id" FROM "Incident" WHERE "slug" = $1)`, [DEMO.keyRotation]) // prettier-ignore
  await sql.query(`UPDATE "Incident" SET "title" = 'Renamed by another process' WHERE "slug" = $1`, [DEMO.keyRotation])
  const fresh = await ask(INCIDENT, cookie)
  expect(fresh.fromMemory).toBe(false)
  expect(fresh.text).toContain('Renamed by another process')
})

test('an ended session, a disabled account and a changed role count at once', async () => {
  const { userId } = await person('cleo', 'admin')
  const cookie = await sessionOf(userId)
  await draw('/incidents', cookie)
  await sql.query(`DELETE FROM "Session" WHERE "userId" = $1`, [userId])
  const ended = await ask('/incidents', cookie)
  expect({ status: ended.status, fromMemory: ended.fromMemory }).toEqual({ status: 307, fromMemory: false })

  const again = await sessionOf(userId)
  await draw(INCIDENT, again)
  await sql.query(`UPDATE "User" SET "role" = 'viewer' WHERE "id" = $1`, [userId])
  const demoted = await ask(INCIDENT, again)
  expect(demoted.fromMemory).toBe(false)
  await draw(INCIDENT, again)
  await sql.query(`UPDATE "User" SET "disabledAt" = now() WHERE "id" = $1`, [userId])
  expect((await ask(INCIDENT, again)).status).toBe(307)
})

test('an incident that is restricted is gone for those whom it does not name, and nobody sees the page of another', async () => {
  const [one, two] = [await person('dora', 'viewer'), await person('emil', 'viewer')]
  const [hers, his] = [await sessionOf(one.userId), await sessionOf(two.userId)]
  await draw(INCIDENT, hers)
  expect((await ask(INCIDENT, his)).fromMemory).toBe(false)
  await draw(INCIDENT, his)
  await sql.query('BEGIN')
  await sql.query(`INSERT INTO "IncidentReader" ("id", "incidentId", "userId")
    SELECT gen_random_uuid()::text, "id", $2 FROM "Incident" WHERE "slug" = $1`, [DEMO.keyRotation, one.userId]) // prettier-ignore
  await sql.query(`UPDATE "Incident" SET "visibility" = 'restricted' WHERE "slug" = $1`, [DEMO.keyRotation])
  await sql.query('COMMIT')
  expect((await ask(INCIDENT, his)).status).toBe(404)
  expect((await ask(INCIDENT, hers)).status).toBe(200)
  await sql.query(`UPDATE "Incident" SET "visibility" = 'internal' WHERE "slug" = $1`, [DEMO.keyRotation])
})

test('of a request with two sessions nothing is remembered: it may be drawn for the other one', async () => {
  const [one, two] = [await person('ida', 'editor'), await person('jan', 'viewer')]
  const both = `${await sessionOf(one.userId)}; ${await sessionOf(two.userId)}`
  for (const time of ['first', 'second', 'third']) expect((await ask('/skills', both)).fromMemory, time).toBe(false)
})

test('other settings of the same person, and a page that is wanted anew, are drawn', async () => {
  const cookie = await sessionOf((await person('fay', 'editor')).userId)
  await draw('/skills', cookie)
  expect((await ask('/skills', `${cookie}; unknown=1`)).fromMemory).toBe(false)
  expect((await ask('/skills', cookie, { 'accept-language': 'de' })).text).toContain('lang="de"')
  expect((await ask('/skills', cookie, { 'cache-control': 'no-cache' })).fromMemory).toBe(false)
  expect((await ask('/skills', cookie)).fromMemory).toBe(true)
})

test('pages and answers that are remembered show nothing of tables whose changes do not count', async () => {
  const cookie = await sessionOf((await person('gus', 'admin')).userId)
  const rename = async (from: string, to: string) => {
    for (const table of UNCOUNTED) await sql.query(`ALTER TABLE "${from}${table}" RENAME TO "${to}${table}"`)
  }
  await rename('', 'away_')
  const anew = { 'cache-control': 'no-cache' }
  const said: string[] = []
  for (const path of [...PAGES, ...ANSWERS]) said.push(`${path} ${(await ask(path, cookie, anew)).status}`)
  const failed = await ask('/settings/tokens', cookie)
  await rename('away_', '')
  expect(said).toEqual([...PAGES, ...ANSWERS].map((path) => `${path} 200`))
  // So that the test could fail: a page that shows one of them does not come.
  expect(failed.text).toContain(FAILED)
})

test('a page that failed while it was drawn is not remembered', async () => {
  const cookie = await sessionOf((await person('hal', 'editor')).userId)
  await sql.query(`ALTER TABLE "Cause" RENAME TO "away"`)
  const failed = await ask(INCIDENT, cookie)
  await sql.query(`ALTER TABLE "away" RENAME TO "Cause"`)
  const then = await ask(INCIDENT, cookie)
  expect(failed.text).toContain(FAILED)
  expect({ status: then.status, fromMemory: then.fromMemory }).toEqual({ status: 200, fromMemory: false })
})

test('a browser that comes back to a page finds it working', async () => {
  const page = await app.open('/skills')
  await page.goto(`${app.url}${INCIDENT}`)
  const before = await remembered()
  await expect
    .poll(async () => {
      await page.reload()
      return remembered()
    })
    .toBeGreaterThan(before)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
})
