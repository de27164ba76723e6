import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { env } from '@/lib/env'
import { CookieJar } from '@/tests/factories/cookie-jar'
import { startGithub, type GithubServer } from '@/tests/factories/github-server'
import { OidcProvider } from '@/tests/factories/oidc-provider'
import { changeAccount, inviteAccount, inviteAgain } from '@/lib/store/accounts'
import { makeFeedToken } from '@/lib/store/feed-tokens'
import { endSessions } from '@/lib/store/sessions'
import { createToken } from '@/lib/store/tokens'
import { listAccounts } from '@/lib/query/people-accounts'
import { person } from '@/tests/factories/people'
import { authAdapter } from './adapter'
import { consumeSignInLink } from './sign-in-link'
import { admitIdentity } from './admission'
import { answerSignIn } from './answer-sign-in'
import { completeClaims } from './oidc-profile'
import { findSessionViewer } from './session'
import { isVerifiedBy } from './providers'
import { findTokenViewer } from './token'

const APP = 'http://localhost:3000'
const COOKIE = 'authjs.session-token'
let provider: OidcProvider
let github: GithubServer

beforeAll(async () => {
  provider = await OidcProvider.start([APP], {
    maya: { name: 'Maya', email: 'maya@works.example', email_verified: true },
    sam: { name: 'Sam', email: 'Sam@Works.Example', email_verified: true },
    stranger: { name: 'Stranger', email: 'stranger@sub.works.example', email_verified: true },
    nameless: {},
  })
  github = await startGithub()
  const ids = { GITHUB_URL: github.url, GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: 'b' }
  const variables = { ...provider.env, ...ids, ALLOWED_EMAIL_DOMAINS: 'works.example, @other.example' }
  Object.assign(process.env, variables, { AUTH_SECRET: 'only-for-tests-0123456789' })
})
afterAll(async () => {
  github.close()
  await provider.goAway()
})
beforeEach(async () => {
  await database.user.deleteMany()
})

/** A request of a browser to /api/auth, with what it has in its jar. */
async function send(jar: CookieJar, url: string, form?: Record<string, string>, origin: string | null = APP) {
  const request = new NextRequest(url, {
    method: form ? 'POST' : 'GET',
    headers: {
      host: 'localhost:3000',
      cookie: jar.header,
      'user-agent': 'Firefox of a test',
      ...(form && { 'content-type': 'application/x-www-form-urlencoded', ...(origin !== null && { origin }) }),
    },
    ...(form && { body: new URLSearchParams(form).toString() }),
  })
  return jar.keep(await answerSignIn(request, new URL(url).pathname.split('/').slice(3)))
}

/** Where the browser is led to sign in at the provider. */
async function start(jar: CookieJar, callbackUrl = '/skills', by = 'oidc'): Promise<string> {
  const { csrfToken } = (await (await send(jar, `${APP}/api/auth/csrf`)).json()) as { csrfToken: string }
  const answer = await send(jar, `${APP}/api/auth/signin/${by}`, { csrfToken, callbackUrl })
  return answer.headers.get('location') ?? ''
}

/** Signs somebody in from beginning to end; gives where they end. */
async function signIn(subject: string, jar = new CookieJar(), callbackUrl?: string): Promise<string> {
  const back = await provider.signIn(await start(jar, callbackUrl), subject)
  return (await send(jar, back)).headers.get('location') ?? ''
}

const sessionOf = (jar: CookieJar) => findSessionViewer(jar.get(COOKIE) ?? '')

test('somebody of an allowed domain gets an account as viewer, a session and two lines in the audit log', async () => {
  const jar = new CookieJar()
  expect(await signIn('maya', jar)).toBe(`${APP}/skills`)
  expect(await sessionOf(jar)).toMatchObject({ name: 'Maya', role: 'viewer', via: 'session' })
  const user = await database.user.findFirstOrThrow({ include: { accounts: true, sessions: true } })
  expect(user).toMatchObject({ email: 'maya@works.example', role: 'viewer' })
  expect(user.emailVerified).not.toBeNull()
  expect(user.sessions).toMatchObject([{ method: 'oidc', userAgent: 'Firefox of a test' }])
  expect(user.accounts).toMatchObject([{ provider: 'oidc', providerAccountId: `${provider.issuer}#maya` }])
  expect((await database.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)).toEqual([
    'account.linked',
    'sign-in',
  ])
})

test('what is stored of a session is a hash, and nothing of the provider’s tokens', async () => {
  const jar = new CookieJar()
  await signIn('maya', jar)
  const session = await database.session.findFirstOrThrow()
  expect(session.tokenHash).toBe(hashSecret(jar.get(COOKIE) ?? ''))
  const account = await database.account.findFirstOrThrow()
  expect([account.access_token, account.id_token, account.refresh_token]).toEqual([null, null, null])
})

test('a second person has an account of their own, and the first one’s returns', async () => {
  const [maya, sam] = [new CookieJar(), new CookieJar()]
  await signIn('maya', maya)
  await signIn('sam', sam)
  await signIn('maya', maya)
  expect((await sessionOf(maya))?.name).toBe('Maya')
  expect((await sessionOf(sam))?.name).toBe('Sam')
  expect((await database.user.findMany({ orderBy: { email: 'asc' } })).map(({ email }) => email)).toEqual([
    'maya@works.example',
    'sam@works.example',
  ])
})

test('somebody who signs in for the first time in several tabs at once is one person', async () => {
  const ends = await Promise.all(Array.from({ length: 8 }, () => signIn('maya')))
  expect(new Set(ends)).toEqual(new Set([`${APP}/skills`]))
  expect([await database.user.count(), await database.account.count(), await database.session.count()]).toEqual([
    1, 1, 8,
  ])
})

test('somebody of another domain, a subdomain included, gets a clear page and no account', async () => {
  expect(await signIn('stranger')).toBe(`${APP}/sign-in?problem=not-invited`)
  expect(await signIn('nameless')).toBe(`${APP}/sign-in?problem=email-missing`)
  expect(await database.user.count()).toBe(0)
})

test('whoever is invited comes in from any domain and keeps their role', async () => {
  await database.user.create({ data: { email: 'Stranger@sub.works.example', name: 'Stranger', role: 'editor' } })
  const jar = new CookieJar()
  expect(await signIn('stranger', jar)).toBe(`${APP}/skills`)
  expect(await sessionOf(jar)).toMatchObject({ name: 'Stranger', role: 'editor' })
})

test('unverified email linking is refused: a provider that does not vouch for an address opens no account', async () => {
  const admin = await database.user.create({ data: { email: 'boss@works.example', name: 'Boss', role: 'admin' } })
  for (const verified of [false, undefined, null, 'false', 0, 1, {}, []]) {
    provider.people['liar'] = { email: 'boss@works.example', email_verified: verified }
    const jar = new CookieJar()
    expect(await signIn('liar', jar)).toBe(`${APP}/sign-in?problem=email-unverified`)
    expect(jar.get(COOKIE)).toBeUndefined()
  }
  expect(await database.account.count({ where: { userId: admin.id } })).toBe(0)
  expect(await database.session.count()).toBe(0)
})

test('an address that only looks like that of somebody here is not theirs', async () => {
  await database.user.create({ data: { email: 'kim.boss@works.example', name: 'Boss', role: 'admin' } })
  // The Kelvin sign is a k in lower case; an underscore is any letter to LIKE.
  for (const [subject, email] of [
    ['kelvin', '\u212Aim.boss@works.example'],
    ['underscore', 'kim_boss@works.example'],
    ['percent', 'kim%@works.example'],
    ['padded', ' kim.boss@works.example'],
    ['listed', 'kim.boss@works.example,x@elsewhere.example'],
  ] as const) {
    provider.people[subject] = { name: subject, email, email_verified: true }
    const jar = new CookieJar()
    await signIn(subject, jar)
    expect((await sessionOf(jar))?.role ?? 'nobody', subject).not.toBe('admin')
  }
})

test('signing in while somebody else is signed in links nothing to them and ends their session', async () => {
  const jar = new CookieJar()
  await signIn('maya', jar)
  const before = jar.get(COOKIE) ?? ''
  await signIn('sam', jar)
  expect((await sessionOf(jar))?.name).toBe('Sam')
  expect(await findSessionViewer(before)).toBeNull()
  const maya = await database.user.findFirstOrThrow({ where: { name: 'Maya' }, include: { accounts: true } })
  expect(maya.accounts).toHaveLength(1)
})

test('a session of somebody else in parts, planted in the browser, is linked to nothing', async () => {
  const planted = new CookieJar()
  await signIn('sam', planted)
  const jar = new CookieJar()
  const back = await provider.signIn(await start(jar), 'maya')
  const cookie = `${jar.header}; ${COOKIE}.0=${planted.get(COOKIE) ?? ''}; ${COOKIE}.1=`
  const headers = { host: 'localhost:3000', cookie }
  jar.keep(await answerSignIn(new NextRequest(back, { headers }), ['callback', 'oidc']))
  expect((await sessionOf(jar))?.name).toBe('Maya')
  const sam = await database.user.findFirstOrThrow({ where: { name: 'Sam' }, include: { accounts: true } })
  expect(sam.accounts).toHaveLength(1)
})

test('a name that no page could show is shortened, and a subject that cannot be kept signs nobody in', async () => {
  provider.people['long'] = { name: `A\0b\n${'c'.repeat(5000)}`, email: 'long@works.example', email_verified: true }
  const jar = new CookieJar()
  await signIn('long', jar)
  expect((await sessionOf(jar))?.name).toBe(`A b ${'c'.repeat(196)}`)
  const email = 'odd@works.example'
  for (const subject of ['a\0b', 'x'.repeat(3000)]) {
    const identity = { provider: 'oidc', providerAccountId: subject, email, isVerified: true }
    expect(await admitIdentity(database, identity)).toEqual({ problem: 'provider-answer' })
  }
})

test('a disabled person and a service cannot sign in', async () => {
  await signIn('maya')
  await database.user.updateMany({ data: { disabledAt: new Date() } })
  expect(await signIn('maya')).toBe(`${APP}/sign-in?problem=disabled`)
  await database.user.create({ data: { email: 'sam@works.example', name: 'robot', kind: 'service' } })
  expect(await signIn('sam')).toBe(`${APP}/sign-in?problem=disabled`)
})

test('an account of before issuers were noted is found again, also when the address is not vouched for', async () => {
  const deepak = await database.user.create({
    data: { email: 'deepak@elsewhere.example', name: 'Deepak', role: 'editor' },
  })
  await database.account.create({
    data: { userId: deepak.id, type: 'oidc', provider: 'oidc', providerAccountId: 'deepak' },
  })
  provider.people['deepak'] = { email: 'deepak@elsewhere.example' }
  const jar = new CookieJar()
  await signIn('deepak', jar)
  expect((await sessionOf(jar))?.userId).toBe(deepak.id)
  expect((await database.account.findFirstOrThrow()).providerAccountId).toBe(`${provider.issuer}#deepak`)
})

test('a subject that is written like the account of somebody else is nobody’s account of before', async () => {
  await signIn('maya')
  const mayas = `${provider.issuer}#maya`
  const elsewhere = 'https://issuer-of-before.example#maya'
  const { userId } = await database.account.findFirstOrThrow()
  await database.account.create({ data: { userId, type: 'oidc', provider: 'oidc', providerAccountId: elsewhere } })
  for (const subject of [mayas, elsewhere]) {
    provider.people[subject] = { name: 'Mallory', email: 'mallory@works.example', email_verified: true }
    const jar = new CookieJar()
    await signIn(subject, jar)
    expect((await sessionOf(jar))?.userId ?? 'nobody', subject).not.toBe(userId)
  }
  const kept = await database.account.findMany({ where: { userId }, orderBy: { providerAccountId: 'asc' } })
  expect(kept.map(({ providerAccountId }) => providerAccountId)).toEqual([mayas, elsewhere])
})

test('subjects that hold what is no text are not one another', async () => {
  const email = 'odd@works.example'
  for (const subject of ['\uD800', 'a\uDC00', `${provider.issuer}#\uD801`]) {
    const identity = { provider: 'oidc', providerAccountId: subject, email, isVerified: true }
    expect(await admitIdentity(database, identity)).toEqual({ problem: 'provider-answer' })
  }
})

test('a new person’s name hides nothing, is cut between letters, and is not that of somebody here', async () => {
  await database.user.create({ data: { email: 'boss@works.example', name: 'Ines Boss', role: 'admin' } })
  for (const [subject, name, shown] of [
    ['turned', 'Maya \u202Essob', 'Maya ssob'],
    ['unseen', '\u200B\u2060', 'unseen'],
    ['half', 'Maya \uD83D', 'Maya'],
    ['lines', 'Maya\u2028Chen\u2029', 'Maya Chen'],
    ['wide', '😀'.repeat(300), '😀'.repeat(100)],
    ['boss-two', 'INES \u200BBoss', 'INES Boss (boss-two@works.example)'],
    ['boss-three', 'boss@works.example', 'boss@works.example (boss-three@works.example)'],
  ] as const) {
    provider.people[subject] = { name, email: `${subject}@works.example`, email_verified: true }
    const jar = new CookieJar()
    expect(await signIn(subject, jar), subject).toBe(`${APP}/skills`)
    expect((await sessionOf(jar))?.name, subject).toBe(shown)
  }
})

test('an address and whether it is verified are taken from one place', async () => {
  const claims = { iss: provider.issuer, sub: 'maya', email_verified: true }
  const said = { sub: 'maya', email: 'boss@works.example', email_verified: false }
  const call = (address: string | URL | Request) =>
    Promise.resolve(
      Response.json(
        typeof address === 'string' && address.endsWith('/userinfo')
          ? said
          : { userinfo_endpoint: `${provider.issuer}/userinfo` },
      ),
    )
  const complete = await completeClaims(claims, 'token', call)
  expect(complete).toMatchObject({ email: 'boss@works.example', email_verified: false })
  expect(await completeClaims({ ...claims, email: 'a@b.example' }, 'token', call)).toMatchObject({
    email_verified: true,
  })
})

test('an address that another subject of the issuer is given leads nobody into the account, until an administrator forgets the old one', async () => {
  await signIn('maya')
  provider.people['maya-two'] = { name: 'Maya', email: 'maya@works.example', email_verified: true }
  const jar = new CookieJar()
  expect(await signIn('maya-two', jar)).toBe(`${APP}/sign-in?problem=other-identity`)
  expect(await sessionOf(jar)).toBeNull()
  const { id } = await database.user.findFirstOrThrow()
  const admin = await person('ines', 'admin')
  expect((await listAccounts(admin)).find((account) => account.id === id)?.linked).toEqual(['oidc'])
  await changeAccount(admin, id, { unlink: true })
  expect(await signIn('maya-two', jar)).toBe(`${APP}/skills`)
  expect((await sessionOf(jar))?.userId).toBe(id)
  expect(await database.account.findMany()).toMatchObject([{ providerAccountId: `${provider.issuer}#maya-two` }])
})

test('of two identities with one address that come at the same moment, one gets the account', async () => {
  const invited = { email: 'maya@works.example', name: 'Maya', role: 'editor' } as const
  const { id } = await database.user.create({ data: invited })
  const adapter = authAdapter()
  const link = async (sub: string) =>
    adapter.linkAccount?.({
      userId: id,
      type: 'oidc',
      provider: 'oidc',
      providerAccountId: `${provider.issuer}#${sub}`,
    })
  const ends = await Promise.allSettled(['one', 'two', 'three'].map((sub) => link(sub)))
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await database.account.count()).toBe(1)
})

test('whoever signs in by a provider needs their invitation no more: its link ends', async () => {
  const { token } = await inviteAccount(await person('ines', 'admin'), { email: 'maya@works.example' })
  await signIn('maya')
  expect((await consumeSignInLink(token, null)).problem).toBe('link')
})

test('whoever has come in by a provider is given no link again, whatever an administrator takes away of them', async () => {
  const admin = await person('ines', 'admin')
  const { id } = await inviteAccount(admin, { email: 'maya@works.example', role: 'editor' })
  await signIn('maya')
  await changeAccount(admin, id, { unlink: true })
  await endSessions(admin, { userId: id })
  await expect(inviteAgain(admin, id)).rejects.toMatchObject({ code: 'conflict' })
  expect((await listAccounts(admin)).find((account) => account.id === id)).toMatchObject({
    state: 'active',
    linked: [],
  })
})

test('an invitation that is made anew while its person signs in leads nobody into their account', async () => {
  const admin = await person('ines', 'admin')
  const adapter = authAdapter()
  for (let round = 0; round < 10; round++) {
    const { id } = await inviteAccount(admin, { email: `maya-${round}@works.example` })
    const [again] = await Promise.allSettled([
      inviteAgain(admin, id),
      adapter.createSession?.({ sessionToken: crypto.randomUUID(), userId: id, expires: new Date() }),
    ])
    const opened = again.status === 'fulfilled' ? (await consumeSignInLink(again.value.token, null)).problem : 'refused'
    expect(['link', 'refused'], `round ${round}`).toContain(opened)
  }
})

test('forgetting how somebody signs in ends what their former identity still acts with', async () => {
  const [admin, jar] = [await person('ines', 'admin'), new CookieJar()]
  await signIn('maya', jar)
  const maya = await sessionOf(jar)
  const userId = maya?.userId
  if (!maya || !userId) throw new Error('nobody is signed in')
  const token = await createToken(maya, { name: 'ci', scope: 'read' })
  await makeFeedToken(maya, new Date())
  await createToken(admin, { name: 'of somebody else', scope: 'read' })
  await changeAccount(admin, userId, { name: 'Maya Lind' })
  expect(await sessionOf(jar)).not.toBeNull()
  await changeAccount(admin, userId, { unlink: true })
  expect(await sessionOf(jar)).toBeNull()
  expect(await findTokenViewer(token.secret)).toBeNull()
  expect(await database.feedToken.count()).toBe(0)
  expect(await database.apiToken.count({ where: { revokedAt: null } })).toBe(1)
  const told = await database.auditEntry.findMany({ where: { userId: admin.userId }, orderBy: { id: 'desc' }, take: 3 })
  expect(told.map(({ action }) => action).sort()).toEqual(['account.changed', 'feed.revoked', 'token.revoked'])
  expect(told.find(({ action }) => action === 'account.changed')?.changes).toEqual({
    linked: { from: ['oidc'], to: null },
    sessions: { from: 1, to: 0 },
  })
})

test('a wrong state, a missing cookie or a code used twice leads to a page that asks to start again', async () => {
  const jar = new CookieJar()
  const back = new URL(await provider.signIn(await start(jar), 'maya'))
  const changed = new URL(back)
  changed.searchParams.set('state', 'another')
  expect((await send(jar, changed.href)).headers.get('location')).toBe(`${APP}/sign-in?problem=interrupted`)
  const other = await send(new CookieJar(), back.href)
  expect(other.headers.get('location')).toBe(`${APP}/sign-in?problem=interrupted`)
  expect(other.headers.getSetCookie().join()).not.toContain(COOKIE)
  expect(await database.session.count()).toBe(0)
})

test('a nonce that is not ours is refused', async () => {
  const jar = new CookieJar()
  const asked = new URL(await start(jar))
  asked.searchParams.set('nonce', 'of-somebody-else')
  const back = await provider.signIn(asked.href, 'maya')
  expect((await send(jar, back)).headers.get('location')).toBe(`${APP}/sign-in?problem=provider-answer`)
  expect(await database.session.count()).toBe(0)
})

test('D5: a provider that goes away in the middle is told of in plain words', async () => {
  const jar = new CookieJar()
  const maya = new CookieJar()
  await signIn('maya', maya)
  const back = await provider.signIn(await start(jar), 'maya')
  await provider.goAway()
  try {
    expect((await send(jar, back)).headers.get('location')).toBe(`${APP}/sign-in?problem=provider-away`)
    expect(await start(new CookieJar())).toBe(`${APP}/sign-in?problem=provider-away`)
    expect((await sessionOf(maya))?.name).toBe('Maya')
  } finally {
    await provider.comeBack()
  }
  expect(await signIn('maya')).toBe(`${APP}/skills`)
})

test('open redirect in callbackUrl: every way onwards stays on this site', async () => {
  const foreign = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    `${APP}.evil.example/`,
    `${APP}@evil.example/`,
    `${APP}//evil.example`,
    'javascript:alert(1)',
    'data:text/html,x',
    '/\t/evil.example',
  ]
  for (const callbackUrl of foreign) {
    const target = new URL(await signIn('maya', new CookieJar(), callbackUrl))
    expect([target.origin, target.pathname], callbackUrl).toEqual([APP, '/'])
  }
})

test('cookie POST without CSRF: a request of another site signs nobody in and nobody out', async () => {
  const jar = new CookieJar()
  await signIn('maya', jar)
  for (const path of ['signin/oidc', 'signout', 'session', 'callback/oidc']) {
    for (const origin of ['https://evil.example', 'null', null]) {
      expect((await send(jar, `${APP}/api/auth/${path}`, { csrfToken: 'x' }, origin)).status, path).toBe(403)
    }
  }
  // From a page of ours, but without the token that such a page has.
  await send(jar, `${APP}/api/auth/signout`, { csrfToken: 'guessed' })
  expect((await sessionOf(jar))?.name).toBe('Maya')
})

test('a form of a process whose secrets stand in another order is accepted, if it repeats the token', async () => {
  const jar = new CookieJar()
  const { csrfToken } = (await (await send(jar, `${APP}/api/auth/csrf`)).json()) as { csrfToken: string }
  const cookie = 'authjs.csrf-token'
  jar.set(cookie, (jar.get(cookie) ?? '').replace(/[0-9a-f]{64}$/, 'f'.repeat(64)))
  const ask = async (token: string) =>
    (await send(jar, `${APP}/api/auth/signin/oidc`, { csrfToken: token, callbackUrl: '/' })).headers.get('location')
  expect(await ask('f'.repeat(64))).toBe(`${APP}/sign-in?problem=interrupted`)
  expect(await ask('')).toBe(`${APP}/sign-in?problem=interrupted`)
  expect((await ask(csrfToken))?.startsWith(provider.issuer)).toBe(true)
})

const [OLD, NEW] = ['the-old-secret-0123456789', 'the-new-secret-9876543210']

/** A sign-in whose three requests meet processes with these secrets. */
async function signInAcross(secrets: readonly (readonly string[])[]): Promise<string> {
  const kept = env().AUTH_SECRET
  const at = (index: number) => Object.assign(env(), { AUTH_SECRET: secrets[index] })
  try {
    const jar = new CookieJar()
    at(0)
    const { csrfToken } = (await (await send(jar, `${APP}/api/auth/csrf`)).json()) as { csrfToken: string }
    at(1)
    const started = await send(jar, `${APP}/api/auth/signin/oidc`, { csrfToken, callbackUrl: '/skills' })
    const back = await provider.signIn(started.headers.get('location') ?? '', 'maya')
    at(2)
    return (await send(jar, back)).headers.get('location') ?? ''
  } finally {
    Object.assign(env(), { AUTH_SECRET: kept })
  }
}

test('D8: no sign-in is lost between processes of neighbouring steps of a rotation', async () => {
  const steps = [[OLD, NEW], [NEW, OLD], [NEW]] as const
  for (const [one, other] of [
    [steps[0], steps[1]],
    [steps[1], steps[2]],
  ] as const) {
    for (let ways = 0; ways < 8; ways++) {
      const secrets = [0, 1, 2].map((request) => ((ways >> request) & 1 ? other : one))
      expect(await signInAcross(secrets), JSON.stringify(secrets)).toBe(`${APP}/skills`)
    }
  }
})

test('D9: a secret that is replaced in the middle of a sign-in leads to a page that asks to start again', async () => {
  expect(await signInAcross([[OLD], [OLD], [NEW]])).toBe(`${APP}/sign-in?problem=interrupted`)
  expect(await signInAcross([[NEW], [NEW], [NEW]])).toBe(`${APP}/skills`)
})

test('nothing that is asked for at /api/auth ends in a 500', async () => {
  const actions = ['callback', 'csrf', 'error', 'providers', 'session', 'signin', 'signout', 'verify-request', 'x', '']
  for (const action of actions) {
    for (const rest of ['', '/oidc', '/github', '/nope', '/__proto__', '/oidc?error=server_error&state=x', '?code=1']) {
      const url = `${APP}/api/auth/${action}${rest}`
      for (const form of [undefined, { csrfToken: 'x', callbackUrl: '//evil.example' }]) {
        const answer = await send(new CookieJar(), url, form)
        expect(answer.status, `${form ? 'POST' : 'GET'} ${url}`).toBeLessThan(500)
        expect(new URL(answer.headers.get('location') ?? APP, APP).origin).toBe(APP)
      }
    }
  }
  expect(await database.session.count()).toBe(0)
})

test('a stranger who names another host does not change where people are led', async () => {
  const request = new NextRequest('http://evil.example/api/auth/csrf', {
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  })
  const jar = new CookieJar()
  const { csrfToken } = (await jar.keep(await answerSignIn(request, ['csrf'])).json()) as { csrfToken: string }
  const post = new NextRequest('http://evil.example/api/auth/signin/oidc', {
    method: 'POST',
    headers: {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      origin: 'http://evil.example',
      cookie: jar.header,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ csrfToken, callbackUrl: 'http://evil.example/' }).toString(),
  })
  const target = new URL((await answerSignIn(post, ['signin', 'oidc'])).headers.get('location') ?? '')
  expect(target.searchParams.get('redirect_uri')).toBe(`${APP}/api/auth/callback/oidc`)
})

test('reading one’s session does not extend it', async () => {
  const jar = new CookieJar()
  await signIn('maya', jar)
  const expires = new Date(Date.now() + 60_000)
  await database.session.updateMany({ data: { expires } })
  expect(await (await send(jar, `${APP}/api/auth/session`)).json()).toMatchObject({ user: { name: 'Maya' } })
  expect((await database.session.findFirstOrThrow()).expires).toEqual(expires)
})

/** Signs in whoever GitHub says it is. */
async function signInByGithub(jar: CookieJar): Promise<string> {
  const asked = new URL(await start(jar, '/skills', 'github'))
  expect(asked.origin).toBe(github.url)
  const back = new URL(`${APP}/api/auth/callback/github`)
  back.search = new URLSearchParams({ code: 'c', state: asked.searchParams.get('state') ?? '' }).toString()
  return (await send(jar, back.href)).headers.get('location') ?? ''
}

test('at GitHub the primary address counts, when GitHub has verified it, and links to who has it here', async () => {
  await signIn('maya')
  const user = { id: 7, login: 'maya-works', name: 'Maya of GitHub', email: 'boss@works.example' }
  const primary = { email: 'Maya@works.example', primary: true }
  github.person = { user, emails: [{ ...primary, verified: false }] }
  expect(await signInByGithub(new CookieJar())).toBe(`${APP}/sign-in?problem=email-unverified`)
  github.person = { user, emails: [{ ...primary, verified: true }] }
  const jar = new CookieJar()
  expect(await signInByGithub(jar)).toBe(`${APP}/skills`)
  expect(await sessionOf(jar)).toMatchObject({ name: 'Maya' })
  expect(await database.account.findMany({ select: { provider: true }, orderBy: { provider: 'asc' } })).toEqual([
    { provider: 'github' },
    { provider: 'oidc' },
  ])
  github.person = null
  expect(await signInByGithub(new CookieJar())).toBe(`${APP}/sign-in?problem=provider-away`)
})

test('an issuer that says nothing of an address is believed only when that is configured, and never against its word', () => {
  expect(isVerifiedBy('oidc', {}, false)).toBe(false)
  expect(isVerifiedBy('oidc', {}, true)).toBe(true)
  expect(isVerifiedBy('oidc', { email_verified: false }, true)).toBe(false)
  expect(isVerifiedBy('slack', {}, true)).toBe(false)
})
