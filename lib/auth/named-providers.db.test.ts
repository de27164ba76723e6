import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { CookieJar } from '@/tests/factories/cookie-jar'
import { NamedProvider } from '@/tests/factories/named-provider'
import { answerSignIn } from './answer-sign-in'
import { findSessionViewer } from './session'

const APP = 'http://localhost:3000'
const PROVIDERS = [
  { id: 'google', issuer: 'https://accounts.google.com', checks: ['code_challenge', 'state', 'nonce'] },
  { id: 'slack', issuer: 'https://slack.com', checks: ['state', 'nonce'] },
]
const MAYA = { sub: 'U1', name: 'Maya', email: 'maya@works.example', email_verified: true }
let provider: NamedProvider

beforeAll(async () => {
  provider = await NamedProvider.start()
  const google = { GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b' }
  const slack = { SLACK_CLIENT_ID: 'c', SLACK_CLIENT_SECRET: 'd' }
  const more = { AUTH_SECRET: 'only-for-tests-0123456789', ALLOWED_EMAIL_DOMAINS: 'works.example' }
  Object.assign(process.env, google, slack, more)
})
afterAll(() => provider.stop())
beforeEach(async () => {
  provider.person = MAYA
  provider.wrong = {}
  await database.user.deleteMany()
})

async function send(jar: CookieJar, url: string, form?: Record<string, string>): Promise<Response> {
  const request = new NextRequest(url, {
    method: form ? 'POST' : 'GET',
    headers: { host: 'localhost:3000', origin: APP, cookie: jar.header },
    ...(form && { body: new URLSearchParams(form) }),
  })
  return jar.keep(await answerSignIn(request, new URL(url).pathname.split('/').slice(3)))
}

const locationOf = (answer: Response) => answer.headers.get('location') ?? ''

/** The provider's page that the browser is led to. */
async function start(jar: CookieJar, id: string): Promise<string> {
  const { csrfToken } = (await (await send(jar, `${APP}/api/auth/csrf`)).json()) as { csrfToken: string }
  return locationOf(await send(jar, `${APP}/api/auth/signin/${id}`, { csrfToken, callbackUrl: '/skills' }))
}

/** Where a sign-in from beginning to end leads, and whose session it makes. */
async function signIn(id: string): Promise<{ to: string; name: string | null }> {
  const jar = new CookieJar()
  const to = locationOf(await send(jar, provider.signIn(await start(jar, id))))
  const viewer = await findSessionViewer(jar.get('authjs.session-token') ?? '')
  return { to, name: viewer?.name ?? null }
}

test.each(PROVIDERS)(
  'somebody signs in with $id, which is asked at its own address',
  async ({ id, issuer, checks }) => {
    provider.asked.length = 0
    const page = new URL(await start(new CookieJar(), id))
    expect(page.origin).toBe(issuer)
    expect(checks.filter((check) => !page.searchParams.has(check))).toEqual([])
    expect(page.searchParams.get('redirect_uri')).toBe(`${APP}/api/auth/callback/${id}`)
    expect(await signIn(id)).toEqual({ to: `${APP}/skills`, name: 'Maya' })
    expect(provider.asked).toContain(`${issuer}/token`)
    const [account] = await database.account.findMany()
    expect(account).toMatchObject({ provider: id, providerAccountId: 'U1' })
  },
)

test.each(PROVIDERS)('$id is not believed about an address that it has not verified', async ({ id }) => {
  await database.user.create({ data: { name: 'Boss', email: 'boss@works.example', role: 'admin' } })
  for (const email_verified of [false, undefined, 1]) {
    provider.person = { ...MAYA, email: 'boss@works.example', email_verified }
    expect(await signIn(id)).toEqual({ to: `${APP}/sign-in?problem=email-unverified`, name: null })
  }
  expect(await database.account.count()).toBe(0)
})

test('the same subject at two providers is two accounts, and one person only by the address', async () => {
  await signIn('google')
  provider.person = { ...MAYA, name: 'Sam', email: 'sam@works.example' }
  expect((await signIn('slack')).name).toBe('Sam')
  provider.person = { ...MAYA, email: 'MAYA@works.example', sub: 'U2' }
  expect((await signIn('slack')).name).toBe('Maya')
  expect(await database.user.count()).toBe(2)
})

test.each(PROVIDERS)(
  'an answer of $id for another application, from another issuer or past its end is refused',
  async ({ id }) => {
    for (const claims of [{ aud: 'other' }, { iss: 'https://evil.example' }, { exp: 1 }, { nonce: 'other' }]) {
      provider.wrong = claims
      expect(await signIn(id)).toEqual({
        to: `${APP}/sign-in?problem=provider-answer`,
        name: null,
      })
    }
  },
)
