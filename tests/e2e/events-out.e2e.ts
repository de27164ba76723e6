// What leaves the house: webhooks as an administrator sets them up, feeds, and what everybody may read without an account.
import type { Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { afterAll, expect, test } from 'vitest'
import { DEMO } from '@/tests/factories/demo-content'
import { startWebhookReceiver } from '@/tests/factories/webhook-receiver'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp, type OpenOptions } from './app'

const receiver = await startWebhookReceiver()
const app = useApp({ env: () => Promise.resolve({ WEBHOOK_ALLOW_HOSTS: receiver.host }) })
afterAll(() => receiver.close())

async function expectGood(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await screenshot(page, name)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
}

const LOOKS: [string, OpenOptions][] = [
  ['light', {}],
  ['dark-narrow', { theme: 'dark', width: 'narrow' }],
]

test('an endpoint is added with the keyboard, tried, and shows what was signed', async () => {
  const page = await app.open('/settings/webhooks')
  await page.getByRole('textbox', { name: 'Name' }).focus()
  await page.keyboard.type('incident bot')
  await page.keyboard.press('Tab')
  await page.keyboard.type(receiver.url)
  await page.keyboard.press('Enter')
  const shown = page.getByRole('status').filter({ hasText: 'Give the secret to the receiver' })
  const secret = await shown.locator('code').innerText()
  expect(secret).toMatch(/^whsec_/)
  await page.getByRole('link', { name: 'incident bot' }).press('Enter')
  await page.getByRole('button', { name: 'Send a test event' }).press('Enter')
  await page.waitForURL(/deliveries\/[0-9a-f-]+$/)
  await receiver.untilReceived(1)
  const { headers, body } = receiver.received[0]!
  const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  expect(new Webhook(secret).verify(body, signed)).toMatchObject({ type: 'webhook.test' })
  await expect
    .poll(async () => {
      await page.reload()
      return page.locator('main').innerText()
    })
    .toContain('answered 200')
  expect(await page.locator('main').innerText()).toContain(String(headers['webhook-signature']))
  const delivery = new URL(page.url()).pathname
  const endpoint = delivery.replace(/\/deliveries.*/, '')
  for (const [look, options] of LOOKS) {
    await expectGood(await app.open('/settings/webhooks', options), `webhooks-${look}`)
    await expectGood(await app.open(endpoint, options), `webhook-${look}`)
    await expectGood(await app.open(delivery, options), `webhook-delivery-${look}`)
  }
  await page.goto(`${app.url}${endpoint}`)
  await page.getByRole('button', { name: 'New secret' }).press('Enter')
  await page.getByRole('button', { name: 'Make a new secret' }).press('Enter')
  await page.getByRole('status').filter({ hasText: 'whsec_' }).waitFor()
  await page.getByText('The former secret signs as well until').waitFor()
  await page.getByRole('button', { name: 'Remove' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).press('Enter')
  await page.waitForURL(/\/settings\/webhooks$/)
  await page.getByText('Nobody is told of what happens here yet').waitFor()
})

test('an address in the own network that nobody has allowed is refused when it is tried', async () => {
  const page = await app.open('/settings/webhooks')
  await page.getByRole('textbox', { name: 'Name' }).fill('metadata')
  await page.getByLabel('Address').fill('https://169.254.169.254/latest')
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  await page.getByRole('link', { name: 'metadata' }).click()
  await page.getByRole('button', { name: 'Send a test event' }).click()
  await page.waitForURL(/deliveries\/[0-9a-f-]+$/)
  await expect
    .poll(async () => {
      await page.reload()
      return page.locator('main').innerText()
    })
    .toContain('not on the public internet')
})

test('feeds have addresses that open without a session, until they are closed', async () => {
  const page = await app.open('/settings/feeds')
  await page.getByRole('button', { name: 'Make addresses' }).press('Enter')
  await page.getByRole('status').locator('code').nth(4).waitFor()
  const addresses = await page.getByRole('status').locator('code').allInnerTexts()
  await screenshot(page, 'feeds-light')
  await expectAccessible(page)
  expect(addresses.filter((address) => address.includes('.atom?'))).toHaveLength(3)
  expect(addresses.filter((address) => address.includes('.ics?'))).toHaveLength(2)
  const read = async (address: string, headers: Record<string, string> = {}) => fetch(address, { headers })
  for (const address of addresses) {
    const answer = await read(address)
    expect(answer.status).toBe(200)
    const type = address.includes('.ics?') ? 'text/calendar' : 'application/atom+xml'
    expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    expect((await read(address, { 'If-None-Match': answer.headers.get('etag') ?? '' })).status).toBe(304)
  }
  expect((await read(`${app.url}/feeds/incidents.atom`)).status).toBe(401)
  await page.getByRole('button', { name: 'Close feeds' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Close feeds' }).press('Enter')
  await page.getByRole('button', { name: 'Make addresses' }).waitFor()
  for (const address of addresses) expect((await read(address)).status).toBe(401)
  await expectGood(await app.open('/settings/feeds', { theme: 'dark', width: 'narrow' }), 'feeds-dark-narrow')
})

async function setVisibility(visibility: 'public' | 'internal'): Promise<void> {
  const page = await app.open('/incidents')
  const status = await page.evaluate(
    async ([slug, wanted]) => {
      const address = `/api/v1/incidents/${slug}`
      const etag = (await fetch(address)).headers.get('etag') ?? ''
      const body = JSON.stringify({ visibility: wanted })
      const headers = { 'Content-Type': 'application/json', 'If-Match': etag }
      return (await fetch(address, { method: 'PATCH', headers, body })).status
    },
    [DEMO.keyRotation, visibility] as const,
  )
  expect(status).toBe(200)
}

test('where nothing is public, /public says so, and nothing else opens without a session', async () => {
  for (const [look, options] of LOOKS) {
    const page = await app.open('/public', { ...options, anonymous: true })
    await page.getByText('Nothing is public here.').waitFor()
    await expectGood(page, `public-empty-${look}`)
  }
  for (const path of ['/', '/incidents', `/incidents/${DEMO.keyRotation}`, '/skills', '/map', '/settings', '/audit']) {
    const answer = await fetch(`${app.url}${path}`, { redirect: 'manual' })
    expect([path, answer.status, answer.headers.get('location')?.includes('/sign-in')]).toEqual([path, 307, true])
    const data = await fetch(`${app.url}${path}`, { redirect: 'manual', headers: { RSC: '1' } })
    // Where to go after signing in is the address that was asked for.
    expect((await data.text()).replace(encodeURIComponent(path), '')).not.toMatch(/rotation|jwks/i)
  }
  const missing = await fetch(`${app.url}/public/incidents/${DEMO.keyRotation}`)
  expect(missing.status).toBe(404)
  expect(await missing.text()).not.toContain('JWKS')
  const robots = await (await fetch(`${app.url}/robots.txt`)).text()
  expect(robots).toBe('User-agent: *\nDisallow: /\n')
})

test('a public incident is read by anybody, without a script, and is gone once it is internal again', async () => {
  await setVisibility('public')
  const path = `/public/incidents/${DEMO.keyRotation}`
  for (const [look, options] of LOOKS) {
    const page = await app.open(path, { ...options, anonymous: true })
    await expectGood(page, `public-incident-${look}`)
    expect(await page.locator('script').count()).toBe(0)
    await page.goto(`${app.url}/public`)
    await expectGood(page, `public-list-${look}`)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(`${app.url}${path}`)
  }
  const page = await app.open(path, { anonymous: true })
  await page.emulateMedia({ media: 'print' })
  await screenshot(page, 'public-incident-print')

  const answer = await fetch(`${app.url}${path}`)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self'")
  expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('set-cookie')).toBeNull()
  const etag = answer.headers.get('etag') ?? ''
  const again = () => fetch(`${app.url}${path}`, { headers: { 'If-None-Match': etag } })
  expect((await again()).status).toBe(304)
  const badge = await fetch(`${app.url}${path}/badge.svg`)
  expect(badge.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
  expect(badge.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(badge.headers.get('content-security-policy')).toContain("default-src 'none'")
  const feed = async () => (await fetch(`${app.url}/public/feed.atom`)).text()
  expect(await feed()).toContain(path)
  const inside = await fetch(`${app.url}/incidents/${DEMO.keyRotation}`, { redirect: 'manual' })
  expect(inside.status).toBe(307)

  await setVisibility('internal')
  expect((await again()).status).toBe(404)
  expect((await fetch(`${app.url}${path}/badge.svg`)).status).toBe(404)
  expect(await feed()).not.toContain(path)
})
