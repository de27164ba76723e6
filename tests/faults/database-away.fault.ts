import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { findChromium } from '../../scripts/prepare.mjs'
import { CHROMIUM_ARGUMENTS } from '../e2e/chromium-arguments'
import { cloneDatabase } from '../setup/clone-database'
import { type DatabaseProxy, startDatabaseProxy } from './database-proxy'
import { hindsight, makeToken, type Running, startServer, statusOf, until } from './server'

let database: { url: string; drop: () => Promise<void> }
let proxy: DatabaseProxy
let server: Running
let token: string

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'))
  token = await makeToken(database.url)
  proxy = await startDatabaseProxy(database.url)
  server = await startServer(proxy.url)
})
afterAll(async () => {
  await server.stop()
  await proxy.close()
  await database.drop()
})

const health = () => statusOf(`${server.url}/api/health`)
const ready = () => statusOf(`${server.url}/readyz`)
const api = () => fetch(`${server.url}/api/v1/incidents`, { headers: { authorization: `Bearer ${token}` } })

test.each(['refused', 'silent'] as const)(
  'database away (%s): health and readiness 503, the process lives, recovery by itself',
  async (mode) => {
    expect(await health()).toBe(200)
    expect((await api()).status).toBe(200)
    await proxy.become(mode)
    expect(await health()).toBe(503)
    expect(await ready()).toBe(503)
    expect(await statusOf(`${server.url}/livez`)).toBe(200)
    const answer = await api()
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } })
    await proxy.become('open')
    await until(ready, (status) => status === 200)
    expect(await health()).toBe(200)
    expect((await api()).status).toBe(200)
    expect(server.child.exitCode).toBeNull()
  },
  120_000,
)

test('while the database is away a page says so in words, and shows itself again afterwards', async () => {
  const { stdout: link } = await hindsight(database.url, ['sign-in-link'], {
    BASE_URL: server.url.replace('127.0.0.1', 'localhost'),
  })
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: CHROMIUM_ARGUMENTS })
  try {
    const page = await (await browser.newContext()).newPage()
    await page.goto(link.trim())
    await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'))
    await page.goto(new URL('/incidents', link).href)
    await proxy.become('refused')
    const failed = await page.goto(new URL('/incidents', link).href)
    expect(failed?.status()).toBe(500)
    const words = await page.locator('body').innerText()
    expect(words).toMatch(/database/i)
    expect(words).not.toMatch(/ECONNREFUSED|prisma|127\.0\.0\.1/i)
    await proxy.become('open')
    await until(ready, (status) => status === 200)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.reload()
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    expect(await page.locator('body').innerText()).not.toMatch(/cannot answer just now|could not be shown/)
  } finally {
    await browser.close()
    await proxy.become('open')
  }
}, 120_000)
