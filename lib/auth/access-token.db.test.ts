import { createHmac, randomUUID } from 'node:crypto'
import { exportSPKI, importJWK } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import type { Role, Viewer } from '@/lib/schema/viewer'
import { acceptKey, dropKey } from '@/lib/store/signing-keys'
import { rotateToken } from '@/lib/store/rotate-token'
import { createToken } from '@/lib/store/tokens'
import { FakeClock, KeyProvider, makeSigningKey, type TokenOptions } from '@/tests/factories/key-provider'
import { findAccessTokenViewer, makeVerifier, type Verifier } from './access-token'
import { commandLineViewer } from './command-line-viewer'
import { oidcAccountId } from './oidc-account'

let clock: FakeClock
let provider: KeyProvider
let verifier: Verifier
let key: Awaited<ReturnType<typeof makeSigningKey>>

const newVerifier = (tolerance = 0) =>
  makeVerifier({ issuer: provider.issuer, audience: 'hindsight', tolerance }, () => undefined)

beforeEach(async () => {
  await database.user.deleteMany()
  await database.droppedKey.deleteMany()
  clock = new FakeClock('2026-04-19T11:00:00Z')
  provider = await KeyProvider.start(clock)
  key = await makeSigningKey('april', 'RS256')
  provider.published = [key]
  verifier = newVerifier()
})

afterEach(() => provider.stop())

/** A person whose account of the provider has this subject. */
async function addPerson(role: Role, subject = 'maya'): Promise<string> {
  const { id } = await database.user.create({ data: { name: 'Maya', email: `${randomUUID()}@t.example`, role } })
  const providerAccountId = oidcAccountId(provider.issuer, subject)
  await database.account.create({ data: { userId: id, type: 'oidc', provider: 'oidc', providerAccountId } })
  return id
}

const present = (jwt: string, by = verifier) => findAccessTokenViewer(by, jwt, clock.now())
const presentSigned = async (options: Partial<TokenOptions> = {}, by = verifier) =>
  present(await provider.sign({ key, ...options }), by)
const seconds = (date: string) => Date.parse(date) / 1000

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** The claims of a good token, unsigned. */
async function goodClaims(): Promise<unknown> {
  const [, body = ''] = (await provider.sign({ key })).split('.')
  return JSON.parse(Buffer.from(body, 'base64url').toString())
}

test('an access token acts as the person of its account, with its scope and never above the role of now', async () => {
  const id = await addPerson('editor')
  expect(await presentSigned()).toMatchObject({ userId: id, role: 'editor', scope: 'write', via: 'token' })
  const scoped = async (claims: Record<string, unknown>) => (await presentSigned({ claims })).scope
  expect(await scoped({ scope: 'openid hindsight:read' })).toBe('read')
  expect(await scoped({ scope: 'admin' })).toBe('write')
  expect(await scoped({ scope: undefined, scp: ['read', 'write'] })).toBe('write')
  await database.user.update({ where: { id }, data: { role: 'viewer' } })
  expect((await presentSigned()).scope).toBe('read')
  await database.user.update({ where: { id }, data: { disabledAt: clock.now() } })
  await expect(presentSigned()).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('without an account it acts as the person with the verified address, and makes nobody an account', async () => {
  const { id } = await database.user.create({ data: { name: 'Sam', email: 'sam@t.example', role: 'viewer' } })
  const claims = { sub: 'somebody', email: 'Sam@t.example' }
  expect((await presentSigned({ claims: { ...claims, email_verified: true } })).userId).toBe(id)
  for (const verified of [false, undefined, 'false', 1]) {
    await expect(presentSigned({ claims: { ...claims, email_verified: verified } })).rejects.toMatchObject({
      code: 'forbidden',
    })
  }
  await expect(
    presentSigned({ claims: { ...claims, email: 'else@t.example', email_verified: true } }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  expect(await database.user.count()).toBe(1)
})

test('a token of another subject does not act as whoever has its address and an account of the issuer', async () => {
  await addPerson('admin')
  const { email } = await database.user.findFirstOrThrow()
  await expect(presentSigned({ claims: { sub: 'somebody', email, email_verified: true } })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('a token without one of our scopes may do nothing', async () => {
  await addPerson('admin')
  for (const scope of ['', 'openid profile', 'readwrite', 'hindsight:']) {
    await expect(presentSigned({ claims: { scope } })).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test('wrong audience: a token that is meant for somebody else is refused', async () => {
  await addPerson('editor')
  for (const aud of ['other', ['other', 'third'], '', 'hindsight ', undefined]) {
    await expect(presentSigned({ claims: { aud } })).rejects.toMatchObject({ code: 'unauthenticated' })
  }
  expect((await presentSigned({ claims: { aud: ['other', 'hindsight'] } })).scope).toBe('write')
})

test('another issuer is refused, also one whose address begins alike', async () => {
  await addPerson('editor')
  for (const iss of ['https://evil.example', `${provider.issuer}/`, `${provider.issuer}.evil.example`, undefined]) {
    await expect(presentSigned({ claims: { iss } })).rejects.toMatchObject({ code: 'unauthenticated' })
  }
})

test('alg:none is refused, however it is written', async () => {
  await addPerson('editor')
  const body = encode(await goodClaims())
  for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
    for (const signature of ['', 'AAAA']) {
      const jwt = `${encode({ alg, kid: 'april', typ: 'JWT' })}.${body}.${signature}`
      await expect(present(jwt)).rejects.toMatchObject({ code: 'unauthenticated' })
    }
  }
})

test('HS/RS swap: a token signed by HMAC with the public key is refused', async () => {
  await addPerson('editor')
  const { jwk } = key
  const pem = await exportSPKI((await importJWK({ ...jwk, ext: true }, 'RS256')) as CryptoKey)
  const body = encode(await goodClaims())
  for (const alg of ['HS256', 'HS384', 'HS512']) {
    for (const secret of [pem, pem.trim(), JSON.stringify(jwk), String(jwk.n)]) {
      const input = `${encode({ alg, kid: 'april' })}.${body}`
      const signature = createHmac(alg.replace('HS', 'sha'), secret).update(input).digest('base64url')
      await expect(present(`${input}.${signature}`)).rejects.toMatchObject({ code: 'unauthenticated' })
    }
  }
})

test('a secret that a provider publishes by mistake signs nothing', async () => {
  await addPerson('editor')
  const secret = Buffer.from('published-by-mistake-published-by')
  provider.extra = [{ kty: 'oct', kid: 'oops', alg: 'HS256', k: secret.toString('base64url') }]
  const input = `${encode({ alg: 'HS256', kid: 'oops' })}.${encode(await goodClaims())}`
  const jwt = `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
  await expect(present(jwt)).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('a key in the token itself, or an address of one, is not believed', async () => {
  await addPerson('editor')
  const own = await makeSigningKey('own', 'RS256')
  for (const header of [{ jwk: own.jwk }, { jku: 'https://evil.example/jwks' }, { x5u: 'https://evil.example' }]) {
    await expect(presentSigned({ key: own, header: { ...header, kid: 'april' } })).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  }
})

test('tampered, cut and malformed tokens are refused', async () => {
  await addPerson('editor')
  const jwt = await provider.sign({ key })
  const [head = '', body = '', signature = ''] = jwt.split('.')
  const raised = encode({ ...((await goodClaims()) as object), scope: 'admin' })
  const broken = [
    `${head}.${raised}.${signature}`,
    `${head}.${body}.`,
    `${head}.${body}`,
    '..',
    `${head}..${signature}`,
  ]
  for (const one of [...broken, `${jwt}.${'x'.repeat(20_000)}`, `${encode([])}.${body}.${signature}`]) {
    await expect(present(one)).rejects.toMatchObject({ code: 'unauthenticated' })
  }
})

test('tokens of another kind, bound to a proof, without a key id, a subject or an end are refused', async () => {
  await addPerson('editor')
  const refused: Partial<TokenOptions>[] = [
    { header: { typ: 'logout+jwt' } },
    { header: { typ: 'dpop+jwt' } },
    { header: { typ: 5 } },
    { claims: { sub: 'a\0b' } },
    { exp: 1e300 },
    { claims: { iat: -1e300 } },
    { header: { kid: undefined } },
    { claims: { cnf: { jkt: 'thumbprint' } } },
    { claims: { sub: undefined } },
    { exp: null },
  ]
  for (const options of refused) {
    await expect(presentSigned(options)).rejects.toMatchObject({ code: 'unauthenticated' })
  }
  expect((await presentSigned({ header: { typ: 'at+jwt' } })).scope).toBe('write')
})

test.each([0, 5, 60])('D15: with a tolerance of %i s, one second either side of each boundary', async (tolerance) => {
  await addPerson('editor')
  const lenient = newVerifier(tolerance)
  const end = seconds('2026-04-19T12:00:00Z')
  const outcome = async (at: number, options: Partial<TokenOptions>) => {
    const jwt = await provider.sign({ key, ...options })
    const viewer = await findAccessTokenViewer(lenient, jwt, new Date(at * 1000)).catch(() => null)
    return viewer === null ? 'refused' : 'accepted'
  }
  const ending = { exp: end }
  expect(await outcome(end + tolerance - 1, ending)).toBe('accepted')
  expect(await outcome(end + tolerance, ending)).toBe('refused')
  expect(await outcome(end + tolerance + 1, ending)).toBe('refused')
  const beginning = { nbf: end, exp: end + 3600 }
  expect(await outcome(end - tolerance - 1, beginning)).toBe('refused')
  expect(await outcome(end - tolerance, beginning)).toBe('accepted')
  expect(await outcome(end - tolerance + 1, beginning)).toBe('accepted')
  const issued = { claims: { iat: end }, exp: end + 3600 }
  expect(await outcome(end - tolerance - 1, issued)).toBe('refused')
  expect(await outcome(end - tolerance, issued)).toBe('accepted')
  expect(await outcome(end - tolerance + 1, issued)).toBe('accepted')
})

test('D6: a withdrawn key is refused by every process at its next request, though its provider still publishes it', async () => {
  await addPerson('editor')
  const other = await makeSigningKey('may', 'ES256')
  provider.published = [key, other]
  // Each with its own keys, as in processes of their own: they have nothing in common but the database.
  const processes = [newVerifier(), newVerifier(), newVerifier()]
  for (const one of processes) expect((await presentSigned({}, one)).scope).toBe('write')
  await dropKey(commandLineViewer(), provider.issuer, 'april', 'leaked in a log')
  for (const one of processes) {
    await expect(presentSigned({}, one)).rejects.toMatchObject({
      code: 'unauthenticated',
      message: 'This access token is signed with a key that is not accepted any more.',
    })
    expect((await presentSigned({ key: other }, one)).scope).toBe('write')
  }
  await acceptKey(commandLineViewer(), provider.issuer, 'april')
  for (const one of processes) expect((await presentSigned({}, one)).scope).toBe('write')
  const actions = await database.auditEntry.findMany({ where: { targetKind: 'signing-key' }, orderBy: { id: 'asc' } })
  expect(actions.map(({ action, targetId }) => `${action} ${targetId}`)).toEqual([
    'signing-key.dropped april',
    'signing-key.accepted april',
  ])
})

test('D6: keys are dropped by administrators alone', async () => {
  await addPerson('editor')
  await expect(dropKey(await presentSigned(), provider.issuer, 'april', null)).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('D13: an access token makes and rotates no API tokens, which could outlive it', async () => {
  const id = await addPerson('admin')
  const viewer: Viewer = await presentSigned({ claims: { scope: 'admin' } })
  await expect(createToken(viewer, { name: 'ci', scope: 'read' })).rejects.toMatchObject({ code: 'forbidden' })
  const secret = randomUUID()
  const own = await database.apiToken.create({
    data: { name: 'ci', prefix: 'hs_', hash: secret, scope: 'read', userId: id },
  })
  await expect(rotateToken(viewer, own.id, {})).rejects.toMatchObject({ code: 'forbidden' })
})

test('D13: an access token says that it ends from a fifth of its life left', async () => {
  await addPerson('editor')
  const jwt = await provider.sign({ key })
  clock.after(479)
  expect((await present(jwt)).token).toMatchObject({ kind: 'access', ending: false })
  clock.after(1)
  expect((await present(jwt)).token).toMatchObject({ ending: true, endsAt: new Date('2026-04-19T11:10:00Z') })
})
