// Signing in and out in the browser, against a real identity provider and a real mail server on this machine.
import pg from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { run, typescript, typescriptEnv } from '../../scripts/programs.mjs'
import { MailServer } from '../factories/mail-server'
import { OidcProvider } from '../factories/oidc-provider'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

let provider: OidcProvider
let mails: MailServer

const app = useApp({
  env: async (url) => {
    provider = await OidcProvider.start([url], {
      maya: { name: 'Maya', email: 'maya@works.example', email_verified: true },
      sam: { name: 'Sam', email: 'sam@works.example', email_verified: true },
      stranger: { name: 'Stranger', email: 'stranger@elsewhere.example', email_verified: true },
      liar: { name: 'Maya', email: 'maya@works.example', email_verified: false },
    })
    mails = await MailServer.start()
    return { ...provider.env, ...mails.env, ALLOWED_EMAIL_DOMAINS: 'works.example' }
  },
})
afterAll(async () => {
  await provider.goAway()
  await mails.stop()
})

async function sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(app.databaseUrl)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows
  } finally {
    await client.end()
  }
}

const anonymous = (pathname: string, expectedErrors?: RegExp) =>
  app.open(pathname, { anonymous: true, ...(expectedErrors && { expectedErrors }) })

/** Chooses the provider, and writes there who one is. */
async function signInAs(page: Page, subject: string): Promise<void> {
  await page.getByRole('button', { name: 'Continue with Example Works' }).click()
  await page.getByLabel('Who are you?').fill(subject)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const accountMenu = (page: Page, name: string) => page.getByRole('button', { name: `Account: ${name}` })

async function signOut(page: Page, name: string): Promise<void> {
  await accountMenu(page, name).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
}

const problem = (page: Page) => page.getByRole('alert').filter({ hasText: /\w/ })

test('one signs in with the provider, lands where one wanted to go, signs out, and a second person signs in', async () => {
  const page = await anonymous('/skills?stale=1')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await signInAs(page, 'maya')
  await page.waitForURL(`${app.url}/skills?stale=1`)
  await accountMenu(page, 'Maya').waitFor()
  await signOut(page, 'Maya')
  await page.goto(`${app.url}/skills`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  // The provider still knows Maya: a new person needs a browser of their own there, too.
  const other = await anonymous('/sign-in')
  await signInAs(other, 'sam')
  await accountMenu(other, 'Sam').waitFor()
  expect(await sql(`select name, role from "User" where email like '%@works.example' order by name`)).toEqual([
    { name: 'Maya', role: 'viewer' },
    { name: 'Sam', role: 'viewer' },
  ])
})

test('a provider that lies about an address, and a person who is not invited, get a clear page and no account', async () => {
  const liar = await anonymous('/sign-in')
  await signInAs(liar, 'liar')
  await problem(liar).filter({ hasText: 'Your e-mail address is not verified' }).waitFor()
  const stranger = await anonymous('/sign-in')
  await signInAs(stranger, 'stranger')
  await problem(stranger).filter({ hasText: 'You have no account here yet' }).waitFor()
  await screenshot(stranger, 'sign-in-not-invited')
  expect(await sql(`select 1 from "User" where email = 'stranger@elsewhere.example'`)).toEqual([])
})

test('a wrong state, a wrong nonce and a cancelled sign-in lead to friendly pages', async () => {
  // The provider gives back what it is asked with: here that is not what this browser keeps.
  for (const [parameter, words] of [
    ['state', 'Sign-in was interrupted'],
    ['nonce', 'The provider’s answer does not fit'],
  ] as const) {
    const page = await anonymous('/sign-in')
    await page.route(`${provider.issuer}/auth?**`, (route) => {
      const url = new URL(route.request().url())
      url.searchParams.set(parameter, 'another')
      return route.fulfill({ status: 302, headers: { location: url.href } })
    })
    await signInAs(page, 'maya')
    await problem(page).filter({ hasText: words }).waitFor()
  }

  const cancelled = await anonymous('/sign-in')
  await cancelled.getByRole('button', { name: 'Continue with Example Works' }).click()
  await cancelled.getByRole('button', { name: 'Cancel' }).click()
  await problem(cancelled).filter({ hasText: 'The provider did not sign you in' }).waitFor()
})

test('D5: while the provider is away, sessions work and the sign-in page says so in plain words', async () => {
  const signedIn = await anonymous('/sign-in')
  await signInAs(signedIn, 'maya')
  await accountMenu(signedIn, 'Maya').waitFor()
  await provider.goAway()
  try {
    // Between two pages there is a moment without head, in which the browser asks for an icon at the usual place.
    const page = await anonymous('/sign-in', /status of 404/)
    await page.getByRole('button', { name: 'Continue with Example Works' }).click()
    await problem(page).filter({ hasText: 'The sign-in provider does not answer' }).waitFor()
    await expect.poll(() => page.title()).not.toBe('')
    await screenshot(page, 'sign-in-provider-away')
    await expectAccessible(page)
    await signedIn.goto(`${app.url}/skills`)
    await accountMenu(signedIn, 'Maya').waitFor()
  } finally {
    await provider.comeBack()
  }
})

async function askForMail(page: Page, email: string): Promise<void> {
  await page.getByLabel('Your e-mail address').fill(email)
  await page.getByRole('button', { name: 'Mail me a link' }).click()
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
}

test('a mailed link signs in at once where it was asked for, works once, and asks elsewhere', async () => {
  // Between two pages there is a moment without head, in which the browser asks for an icon at the usual place.
  const page = await anonymous('/sign-in?callbackUrl=%2Fskills', /status of 404/)
  const mail = mails.next()
  await askForMail(page, 'Deepak@works.example')
  await page.waitForFunction(() => document.title !== '')
  await screenshot(page, 'sign-in-mail-sent')
  await expectAccessible(page)
  const { to, links } = await mail
  expect(to).toBe('deepak@works.example')
  const link = links[0] ?? ''
  expect(link.startsWith(`${app.url}/sign-in/mail?token=`)).toBe(true)
  // Programs that look into mail open links and press no buttons.
  expect((await fetch(link)).status).toBe(200)
  await page.goto(link)
  await page.waitForURL(`${app.url}/skills`)
  await accountMenu(page, 'deepak').waitFor()
  const again = await anonymous(new URL(link).pathname + new URL(link).search)
  await problem(again).filter({ hasText: 'This link no longer works' }).waitFor()

  const asking = await anonymous('/sign-in')
  const second = mails.next()
  await askForMail(asking, 'deepak@works.example')
  const url = new URL((await second).links[0] ?? '')
  const elsewhere = await anonymous(url.pathname + url.search)
  await elsewhere.getByText('This link is for deepak@works.example.').waitFor()
  await screenshot(elsewhere, 'sign-in-mail-elsewhere')
  await expectAccessible(elsewhere)
  await elsewhere.getByRole('button', { name: 'Sign in as deepak@works.example' }).click()
  await accountMenu(elsewhere, 'deepak').waitFor()
})

test('an address that may not sign in is told the same, and is sent nothing', async () => {
  const before = mails.mails.length
  const page = await anonymous('/sign-in')
  await askForMail(page, 'stranger@elsewhere.example')
  const known = await anonymous('/sign-in')
  const mail = mails.next()
  await askForMail(known, 'maya@works.example')
  await mail
  const words = async (of: Page) => (await of.locator('main').innerText()).replace(/\S+@\S+/, '')
  expect(await words(page)).toBe(await words(known))
  expect(mails.mails.slice(before).map(({ to }) => to)).toEqual(['maya@works.example'])
  expect(await sql(`select 1 from "User" where email = 'stranger@elsewhere.example'`)).toEqual([])
})

test('D16: a break-glass link gives an administrator’s session with a bar on every page, and ends after an hour', async () => {
  const args = ['break-glass', '--email', 'sam@works.example', '--reason', 'The provider is down']
  const env = { ...process.env, ...typescriptEnv, DATABASE_URL: app.databaseUrl, BASE_URL: app.url }
  const { stdout } = await run(process.execPath, typescript('scripts/hindsight.ts', args), { env })
  const { link } = JSON.parse(stdout) as { link: string }
  const page = await anonymous(link.slice(app.url.length))
  for (const pathname of ['/', '/audit', '/settings']) {
    await page.goto(`${app.url}${pathname}`)
    const bar = page.getByRole('complementary', { name: 'Break-glass session' })
    await bar.filter({ hasText: 'for: The provider is down' }).waitFor()
  }
  await page.getByText('Signed in as').filter({ hasText: 'sam (break-glass), admin' }).waitFor()
  await page.getByRole('row').filter({ hasText: 'break-glass' }).waitFor()
  await screenshot(page, 'break-glass-settings')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  const [row] = await sql(
    `select expires - "createdAt" = interval '1 hour' as exact from "Session" where method = 'break-glass'`,
  )
  expect(row).toEqual({ exact: true })
  await sql(`update "Session" set expires = now() where method = 'break-glass'`)
  await page.goto(`${app.url}/audit`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
})

test('sessions are listed, and each, all others, or all can be ended; it counts at the next request', async () => {
  const [first, second, third] = [await anonymous('/sign-in'), await anonymous('/sign-in'), await anonymous('/sign-in')]
  await sql(`delete from "Session" s using "User" u where u.id = s."userId" and u.email = 'maya@works.example'`)
  for (const page of [first, second, third]) {
    await signInAs(page, 'maya')
    await accountMenu(page, 'Maya').waitFor()
  }
  await first.goto(`${app.url}/settings`)
  const table = first.getByRole('table', { name: 'Your sessions' })
  await table.getByText('this one').waitFor()
  await expect.poll(() => table.getByRole('row').count()).toBe(4)
  await screenshot(first, 'settings-sessions')
  await table.getByRole('button', { name: 'Sign out of Chrome on Linux' }).first().press('Enter')
  await first.getByText('Signed out of Chrome on Linux').waitFor()
  await expect.poll(() => table.getByRole('row').count()).toBe(3)
  await first.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await first.getByText('One session ended').waitFor()
  for (const page of [second, third]) {
    await page.goto(`${app.url}/skills`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  }
  await first.getByRole('button', { name: 'Sign out everywhere', exact: true }).click()
  await first.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()
  await first.waitForURL('**/sign-in')
  expect(
    await sql(`select 1 from "Session" s join "User" u on u.id = s."userId" where u.email = 'maya@works.example'`),
  ).toEqual([])
})

/** The request of a server action as a browser sends it: address, headers and body. */
async function captureAction(page: Page, press: () => Promise<void>) {
  const sent = page.waitForRequest((request) => request.headers()['next-action'] !== undefined)
  await press()
  const request = await sent
  const { 'next-action': action = '', 'content-type': type = '' } = request.headers()
  return { url: request.url(), action, type, body: request.postDataBuffer()?.toString('latin1') ?? '' }
}

test('a server action without session, or from a foreign Origin, is denied; so is a cookie POST of the API', async () => {
  const page = await anonymous('/sign-in')
  await signInAs(page, 'sam')
  await accountMenu(page, 'Sam').waitFor()
  await page.goto(`${app.url}/settings`)
  const other = await anonymous('/sign-in')
  await signInAs(other, 'sam')
  await accountMenu(other, 'Sam').waitFor()
  const cookieOf = async (of: Page) =>
    (await of.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const cookie = await cookieOf(other)
  // “Sign out everywhere else” of one browser, tried again with what another one has.
  const { url, action, type, body } = await captureAction(page, async () => {
    await page.reload()
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  })
  await page.getByText(/sessions? ended/i).waitFor()
  await other.goto(`${app.url}/skills`)
  expect(new URL(other.url()).pathname).toBe('/sign-in')
  // The provider still knows who it is.
  await other.getByRole('button', { name: 'Continue with Example Works' }).click()
  await accountMenu(other, 'Sam').waitFor()
  const good = await cookieOf(other)
  const send = (headers: Record<string, string>, method = 'POST', to = url) =>
    fetch(to, {
      method,
      headers: { 'next-action': action, 'content-type': type, ...headers },
      body,
      redirect: 'manual',
    })
  const sessions = async () => (await sql(`select id from "Session" order by id`)).length
  const before = await sessions()
  expect((await send({ cookie: good, origin: 'https://evil.example' })).status).toBe(403)
  expect((await send({ cookie: good, origin: 'null' })).status).toBe(403)
  expect((await send({ cookie: good })).status).toBe(403)
  for (const stale of ['', cookie, 'authjs.session-token=guess']) {
    const answer = await send({ cookie: stale, origin: app.url })
    expect(await answer.text()).not.toContain('"ended"')
    expect(answer.headers.get('location') ?? answer.headers.get('x-action-redirect'), stale).toContain('/sign-in')
  }
  for (const path of ['/api/v1/import', '/api/v1/recognise', '/sign-in', '/']) {
    const answer = await fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { cookie: good, origin: 'https://evil.example', 'content-type': 'application/json' },
      body: '{"text":"x"}',
      redirect: 'manual',
    })
    expect(answer.status, path).toBe(403)
  }
  expect(await sessions()).toBe(before)
})

test('a demoted user’s open tab is denied at the next request', async () => {
  await sql(`update "User" set role = 'editor' where email = 'sam@works.example'`)
  const page = await anonymous('/sign-in', /status of 40[34]/)
  await signInAs(page, 'sam')
  await accountMenu(page, 'Sam').waitFor()
  await page.goto(`${app.url}/import`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await sql(`update "User" set role = 'viewer' where email = 'sam@works.example'`)
  const answer = await page.evaluate(async () => {
    const sent = await fetch('/api/v1/import', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: '# Parcels were not printed\n\nThe printer was down.' }),
    })
    return sent.status
  })
  expect(answer).toBe(403)
  await page.goto(`${app.url}/settings/connections`)
  expect(await page.getByRole('link', { name: 'Connections' }).count()).toBe(0)
  expect(await sql(`select 1 from "Import" where "byName" = 'Sam'`)).toEqual([])
}, 60_000)

test('the sign-in page is good in light and dark, wide and narrow', async () => {
  for (const [theme, width] of [
    ['light', 'wide'],
    ['dark', 'narrow'],
  ] as const) {
    const page = await app.open('/sign-in?problem=provider-away', { anonymous: true, theme, width })
    await page.getByRole('button', { name: 'Continue with Example Works' }).waitFor()
    await screenshot(page, `sign-in-${theme}-${width}`)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  }
})
