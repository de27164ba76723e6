// Tokens as people and programs use them: on the page, over HTTP with the built application, and with access tokens of an identity
// provider that turns its keys.
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { FakeClock, KeyProvider, makeSigningKey, type TokenOptions } from '../factories/key-provider'
import { useApp } from './app'

const clock = new FakeClock(new Date().toISOString())
const provider = await KeyProvider.start(clock)
const app = useApp({
  env: () =>
    Promise.resolve({
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: 'hindsight-sign-in',
      OIDC_CLIENT_SECRET: 'not-used-here',
      OIDC_AUDIENCE: 'hindsight',
      // The tests stand in for the one proxy that is trusted.
      TRUSTED_HOPS: '1',
      RATE_LIMIT_REFUSED: '20',
    }),
})
afterAll(() => provider.stop())

type Change = { method: string; body: string }
const ask = (secret: string, path = '/api/v1/patterns', change?: Change) =>
  fetch(`${app.url}${path}`, {
    ...change,
    headers: { Authorization: `Bearer ${secret}`, ...(change && { 'Content-Type': 'application/json' }) },
  })

test('a service gets a token that is rotated: both work, the successor is shown once, the pair is named', async () => {
  const page = await app.open('/settings/tokens')
  await page.getByLabel('New service').fill('Deploy bot')
  await page.getByRole('button', { name: 'Add service' }).click()
  await page.getByRole('cell', { name: 'Deploy bot', exact: true }).waitFor()

  await page.getByLabel('Name').fill('deploys')
  await page.getByLabel('For').selectOption('Deploy bot')
  await page.getByRole('button', { name: 'Create token' }).click()
  const first = await page.locator('code', { hasText: /^hs_/ }).innerText()
  await page.reload()

  await page.getByRole('button', { name: 'Rotate deploys' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('The old token goes on working for').selectOption('an hour')
  await dialog.getByRole('button', { name: 'Rotate' }).click()
  const next = await page.locator('code', { hasText: /^hs_/ }).innerText()
  expect(next).not.toBe(first)
  expect((await ask(first)).status).toBe(200)
  expect((await ask(next)).status).toBe(200)
  await page.getByText(`replaced by ${next.slice(0, 7)}`).waitFor()
  await page.getByText(`in place of ${first.slice(0, 7)}`).waitFor()
  expect((await ask(first)).headers.get('Hindsight-Token-Expires')).toMatch(/^\d{4}-/)
  expect((await ask(next)).headers.get('Hindsight-Token-Expires')).toBeNull()

  await page.getByRole('button', { name: 'Disable Deploy bot' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('button', { name: 'Enable Deploy bot' }).waitFor()
  expect((await ask(next)).status).toBe(401)
})

test('answers say what is left of the rate limit, and a change with a reading token is refused', async () => {
  const page = await app.open('/settings/tokens')
  await page.getByLabel('Name').fill('reader')
  await page.getByRole('button', { name: 'Create token' }).click()
  const secret = await page.locator('code', { hasText: /^hs_/ }).innerText()
  const answer = await ask(secret)
  expect(Number(answer.headers.get('RateLimit-Limit'))).toBeGreaterThan(1000)
  expect(Number(answer.headers.get('RateLimit-Remaining'))).toBeGreaterThan(1000)
  const change = { method: 'POST', body: JSON.stringify({ name: 'child', scope: 'read' }) }
  expect((await ask(secret, '/api/v1/tokens', change)).status).toBe(403)
})

test('access tokens: D2 and D6 over HTTP, and a key is dropped and accepted again on the page', async () => {
  const [old, next] = [await makeSigningKey('old'), await makeSigningKey('new')]
  provider.published = [old]
  const client = new pg.Client(app.databaseUrl)
  await client.connect()
  await client.query(
    `insert into "Account" ("userId", "type", "provider", "providerAccountId")
    select "id", 'oidc', 'oidc', $1 from "User" where "role" = 'admin' limit 1`,
    [`${provider.issuer}#maya`],
  )
  await client.end()
  const signed = async (options: TokenOptions) => {
    const answer = await ask(await provider.sign(options))
    const body = (await answer.json()) as { error?: { code: string } }
    return `${answer.status} ${body.error?.code ?? 'ok'}`
  }
  // The page of tokens has asked for the keys before this one was published. Asked seldom: refused tokens are counted.
  await expect.poll(() => signed({ key: old }), { timeout: 30_000, interval: 3000 }).toBe('200 ok')
  expect(await signed({ key: old, claims: { aud: 'elsewhere' } })).toBe('401 unauthenticated')
  provider.published = [next]
  // Fetched a moment ago: told with a code of its own, and healed when the pause is over.
  expect(await signed({ key: next })).toBe('401 unknown_key')
  await expect.poll(() => signed({ key: next }), { timeout: 30_000, interval: 3000 }).toBe('200 ok')
  expect(await signed({ key: old })).toBe('401 unknown_key')

  const page = await app.open('/settings/tokens')
  await page.getByRole('button', { name: 'Drop new' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Drop' }).click()
  await page.getByRole('button', { name: 'Accept new again' }).waitFor()
  expect(await signed({ key: next })).toBe('401 unauthenticated')
  await page.getByRole('button', { name: 'Accept new again' }).click()
  await page.getByRole('button', { name: 'Drop new' }).waitFor()
  expect(await signed({ key: next })).toBe('200 ok')
})

test('refused tokens of one address soon answer 429, whatever it writes into the header; others are not held up', async () => {
  const guess = async (count: number, forwarded: string) => {
    const statuses: number[] = []
    for (let at = 0; at < count; at++) {
      const headers = { Authorization: `Bearer hs_guess${at}`, 'X-Forwarded-For': forwarded.replace('*', String(at)) }
      const answer = await fetch(`${app.url}/api/v1/patterns`, { headers })
      statuses.push(answer.status)
      await answer.arrayBuffer()
    }
    return {
      refused: statuses.filter((status) => status === 401).length,
      late: statuses.filter((status) => status === 429).length,
    }
  }
  // The last entry is what the trusted proxy adds; what stands left of it was made up.
  expect(await guess(25, '198.51.100.*, 203.0.113.5')).toEqual({ refused: 20, late: 5 })
  expect(await guess(5, '203.0.113.6')).toEqual({ refused: 5, late: 0 })
  const page = await app.open('/settings/tokens')
  await page.getByLabel('Name').fill('neighbour')
  await page.getByRole('button', { name: 'Create token' }).click()
  const secret = await page.locator('code', { hasText: /^hs_/ }).innerText()
  const headers = { Authorization: `Bearer ${secret}`, 'X-Forwarded-For': '203.0.113.5' }
  expect((await fetch(`${app.url}/api/v1/patterns`, { headers })).status).toBe(200)
})
