import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { changeAccount } from '@/lib/store/accounts'
import { retryImport } from '@/lib/store/import-jobs'
import { dropKey } from '@/lib/store/signing-keys'
import type { Viewer } from '@/lib/schema/viewer'
import { stageImport } from '@/lib/store/staged-import'
import { person } from '@/tests/factories/people'
import { testViewer } from '@/tests/factories/viewer'
import { findImportViewer, watchImporting } from './import-viewer'
import { mintViewer } from './mint-viewer'
import { createSession, findSessionViewer } from './session'
import { findTokenViewer } from './token'

const ISSUER = 'https://id.example'
const HOUR = 3_600_000
let userId = ''

beforeAll(() => {
  const client = {
    OIDC_CLIENT_ID: 'hindsight-sign-in',
    OIDC_CLIENT_SECRET: 'not-used-here',
    OIDC_AUDIENCE: 'hindsight',
  }
  Object.assign(process.env, client, { OIDC_ISSUER: ISSUER })
})
beforeEach(async () => {
  // Somebody else is left to be one.
  await person('ina', 'admin')
  await database.user.deleteMany({ where: { email: 'maya@example.com' } })
  userId = (await person('maya', 'admin')).userId
})
afterEach(() => void vi.useRealTimers())
afterAll(() => database.$disconnect())

async function token(about: { parentId?: string; expiresAt?: Date; scope?: 'read' | 'write' } = {}): Promise<string> {
  const stored = { name: 'script', prefix: 'hs_1234', hash: randomUUID(), scope: 'write', userId } as const
  return (await database.apiToken.create({ data: { ...stored, ...about } })).id
}

const begun = (tokenKind: string | null, tokenId: string | null) => {
  const about = { id: randomUUID(), startedAt: new Date(), byName: 'maya (token script)', via: 'api' }
  return { ...about, userId, tokenKind, tokenId }
}
const find = (tokenKind: string | null, tokenId: string | null) => findImportViewer(begun(tokenKind, tokenId))
const revoke = (id: string) => database.apiToken.update({ where: { id }, data: { revokedAt: new Date() } })

test('an import is run as who started it, and does no more than write', async () => {
  const expected = { userId, name: 'maya (token script)', scope: 'write', reach: 'named', via: 'token' }
  expect(await find('api', await token())).toMatchObject(expected)
  expect(await find(null, null)).toMatchObject(expected)
})

test('an import ends with its token: revoked, expired, gone, or made with one that is', async () => {
  const [revoked, parent] = [await token(), await token()]
  const made = await token({ parentId: parent })
  expect(await find('api', made)).toMatchObject({ scope: 'write' })
  await revoke(revoked)
  await revoke(parent)
  const expired = await token({ expiresAt: new Date(Date.now() - HOUR) })
  for (const id of [revoked, parent, made, expired, randomUUID()]) expect(await find('api', id)).toBeNull()
})

test('an import has no right that its token has lost', async () => {
  const id = await token()
  await database.apiToken.update({ where: { id }, data: { scope: 'read' } })
  expect(await find('api', id)).toMatchObject({ scope: 'read' })
})

test('asking for an import is no use of its token', async () => {
  const id = await token()
  await find('api', id)
  expect((await database.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt).toBeNull()
})

test('an import that was started with an access token ends with the key that signed it', async () => {
  const kept = await find('access', `${userId}:key:1`)
  expect(kept).toMatchObject({ scope: 'write' })
  await dropKey(testViewer(), ISSUER, 'key:1', null)
  expect(await find('access', `${userId}:key:1`)).toBeNull()
  expect(await find('access', `${userId}:key:2`)).toMatchObject({ scope: 'write' })
})

/** Somebody is given an identity, which an administrator forgets. */
async function forgetIdentity(): Promise<void> {
  const identity = { type: 'oidc', provider: 'oidc', providerAccountId: randomUUID() } as const
  await database.account.create({ data: { ...identity, userId } })
  await changeAccount(testViewer(), userId, { unlink: true })
}

const inSession = () => mintViewer({ userId, name: 'maya', role: 'editor', via: 'session' })
const withAccessToken = (keyId = 'key:7') =>
  mintViewer({
    userId,
    name: 'maya (access token)',
    role: 'editor',
    via: 'token',
    token: { kind: 'access', id: `${userId}:${keyId}`, endsAt: null, ending: false },
  })

function stage(starter: Viewer): Promise<string> {
  const file = { path: 'a.md', kind: 'file', bytes: new TextEncoder().encode('text') } as const
  const upload = {
    path: 'a.md',
    open: async function* () {
      yield await Promise.resolve(file)
    },
  }
  return stageImport(starter, { via: 'browser', label: 'a.md' }, [upload])
}

test.each([
  ['a session', inSession],
  ['an access token', withAccessToken],
])(
  'an import that was begun with %s ends with the identity that began it, also when somebody else tries it again',
  async (_with, starter) => {
    const id = await stage(starter())
    const read = () => database.import.findUniqueOrThrow({ where: { id } })
    expect(await findImportViewer(await read())).toMatchObject({ userId, scope: 'write' })
    await forgetIdentity()
    expect(await findImportViewer(await read())).toBeNull()

    await database.import.update({ where: { id }, data: { state: 'failed' } })
    await retryImport(testViewer('write', 'Ben'), id)
    expect(await findImportViewer(await read())).toBeNull()
    // Whoever is the person now may finish it, as themselves.
    await database.import.update({ where: { id }, data: { state: 'failed' } })
    await retryImport(inSession(), id)
    expect(await findImportViewer(await read())).toMatchObject({ userId, scope: 'write' })
    await forgetIdentity()
    expect(await findImportViewer(await read())).toBeNull()
  },
)

test('what is begun after an identity was forgotten goes on, also when the account is changed otherwise', async () => {
  await forgetIdentity()
  const later = { ...begun(null, null), startedAt: new Date(Date.now() + 1000) }
  await changeAccount(testViewer(), userId, { name: `Maya ${randomUUID()}` })
  expect(await findImportViewer(later)).toMatchObject({ userId })
})

/** As if the clock of this process were ahead of the database's. */
function setClock(ahead: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ahead })
}

test.each([
  ['ahead', HOUR],
  ['behind', -HOUR],
])(
  'what is begun before an identity is forgotten ends, and what is begun after goes on, also with a clock that is %s',
  async (_how, by) => {
    const read = (id: string) => database.import.findUniqueOrThrow({ where: { id } })
    setClock(by)
    const before = { id: await stage(inSession()), mayGoOn: await watchImporting(inSession()) }
    vi.useRealTimers()
    await forgetIdentity()
    setClock(by)
    const after = { id: await stage(inSession()), mayGoOn: await watchImporting(inSession()) }
    vi.useRealTimers()
    expect([await findImportViewer(await read(before.id)), await before.mayGoOn()]).toEqual([null, false])
    expect(await findImportViewer(await read(after.id))).toMatchObject({ userId })
    expect(await after.mayGoOn()).toBe(true)
  },
)

async function signIn(method = 'link') {
  const about = { userId, method, userAgent: null, reason: method === 'break-glass' ? 'nobody else is there' : null }
  const { sessionToken } = await database.$transaction((tx) => createSession(tx, about, new Date()))
  const viewer = await findSessionViewer(sessionToken)
  if (!viewer) throw new Error('the session is not there')
  return viewer
}

async function signInByToken() {
  const secret = `hs_${randomUUID()}`
  const about = { name: 'script', prefix: 'hs_1234', hash: hashSecret(secret), scope: 'write', userId } as const
  const { id } = await database.apiToken.create({ data: about })
  const viewer = await findTokenViewer(secret)
  if (!viewer) throw new Error('the token is not there')
  return { viewer, revoke: () => revoke(id) }
}

const disable = () => changeAccount(testViewer(), userId, { disabled: true })
const lower = () => changeAccount(testViewer(), userId, { role: 'viewer' })

/** Each with what says whether they may go on. */
const watchAll = (viewers: readonly Viewer[]) => Promise.all(viewers.map((viewer) => watchImporting(viewer)))

test('who imports at once goes on for as long as they may', async () => {
  const { viewer } = await signInByToken()
  for (const mayGoOn of await watchAll([viewer, await signIn(), withAccessToken(), inSession(), testViewer()])) {
    expect(await mayGoOn()).toBe(true)
  }
  await lower()
  // Breaking the glass gives an administrator's rights, whatever the role.
  expect(await (await watchImporting(await signIn('break-glass')))()).toBe(true)
})

test.each([
  ['the role is lowered', lower],
  ['the account is disabled', disable],
  ['the account is removed', () => database.user.delete({ where: { id: userId } })],
  ['the identity is forgotten', forgetIdentity],
])('who imports at once does not go on when %s', async (what, lose) => {
  const { viewer } = await signInByToken()
  const watched = await watchAll([viewer, await signIn(), withAccessToken()])
  await lose()
  for (const mayGoOn of watched) expect(await mayGoOn(), what).toBe(false)
})

test('who imports at once does not go on when the token, the session or the key has ended', async () => {
  const [{ viewer, revoke: end }, session, ended] = [await signInByToken(), await signIn(), await signIn()]
  const watched = await watchAll([viewer, session, ended, withAccessToken('key:8')])
  const other = await watchImporting(withAccessToken('key:9'))
  await end()
  await database.session.deleteMany({ where: { id: session.session?.id ?? '' } })
  await database.session.updateMany({ where: { id: ended.session?.id ?? '' }, data: { expires: new Date() } })
  await dropKey(testViewer(), ISSUER, 'key:8', null)
  for (const mayGoOn of watched) expect(await mayGoOn()).toBe(false)
  expect(await other()).toBe(true)
})
