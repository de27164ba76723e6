import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import type { Role, Scope } from '@/lib/schema/viewer'
import { sessionCookie } from './session-cookie'
import { viewerFromRequest } from './viewer'

const now = new Date('2026-04-19T12:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

beforeEach(async () => {
  await database.user.deleteMany()
})

const addUser = (role: Role) =>
  database.user.create({ data: { name: 'Mira', email: `${randomUUID()}@t.example`, role } })

async function addToken(userId: string, scope: Scope, expiresAt: Date | null = null): Promise<string> {
  const secret = `hs_${randomUUID()}`
  await database.apiToken.create({
    data: { name: 'ci', prefix: secret.slice(0, 8), hash: hashSecret(secret), scope, userId, expiresAt },
  })
  return secret
}

async function addSession(userId: string, expires = later(60)): Promise<string> {
  const sessionToken = randomUUID()
  await database.session.create({ data: { tokenHash: hashSecret(sessionToken), userId, expires } })
  return `other=1; ${sessionCookie().name}=${sessionToken}`
}

const ask = (headers: Record<string, string>, method = 'GET', at = now) =>
  viewerFromRequest(new Request('http://localhost:3000/api/v1/incidents', { method, headers }), at)
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

test('a token acts with its scope, and never above the role of its owner', async () => {
  const editor = await addUser('editor')
  const reading = await addToken(editor.id, 'read')
  const ruling = await addToken(editor.id, 'admin')
  expect(await ask(bearer(reading))).toMatchObject({ userId: editor.id, role: 'viewer', scope: 'read', via: 'token' })
  expect(await ask(bearer(ruling))).toMatchObject({ role: 'editor', scope: 'write' })
})

test('a demoted owner demotes the token at the next request', async () => {
  const admin = await addUser('admin')
  const secret = await addToken(admin.id, 'admin')
  expect((await ask(bearer(secret))).scope).toBe('admin')
  await database.user.update({ where: { id: admin.id }, data: { role: 'viewer' } })
  expect((await ask(bearer(secret))).scope).toBe('read')
})

test('a token ends at its expiry, to the second', async () => {
  const { id } = await addUser('admin')
  const secret = await addToken(id, 'read', later(1))
  expect((await ask(bearer(secret), 'GET', new Date(later(1).getTime() - 1000))).via).toBe('token')
  await expect(ask(bearer(secret), 'GET', later(1))).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('revoked, unknown and malformed tokens are refused, also beside a good session', async () => {
  const { id } = await addUser('admin')
  const secret = await addToken(id, 'read')
  const cookie = await addSession(id)
  await database.apiToken.updateMany({ data: { revokedAt: now } })
  const refused = [`Bearer ${secret}`, 'Bearer hs_unknown', 'Bearer', 'Basic YTpi', '', `Bearer ${'x'.repeat(9_000)}`]
  for (const authorization of refused) {
    await expect(ask({ authorization, cookie })).rejects.toMatchObject({ code: 'unauthenticated' })
  }
})

test('a bearer token with a cookie has the rights of the token only', async () => {
  const admin = await addUser('admin')
  const secret = await addToken(admin.id, 'read')
  const cookie = await addSession(admin.id)
  expect(await ask({ ...bearer(secret), cookie })).toMatchObject({ scope: 'read', via: 'token' })
})

test('a token notes its last use, not more than once a minute', async () => {
  const { id } = await addUser('viewer')
  const secret = await addToken(id, 'read')
  await ask(bearer(secret))
  await ask(bearer(secret), 'GET', later(0.5))
  expect((await database.apiToken.findFirstOrThrow()).lastUsedAt).toEqual(now)
  await ask(bearer(secret), 'GET', later(2))
  expect((await database.apiToken.findFirstOrThrow()).lastUsedAt).toEqual(later(2))
})

test('a session reads; it changes only from a page of this site', async () => {
  const { id } = await addUser('editor')
  const cookie = await addSession(id)
  expect(await ask({ cookie })).toMatchObject({ userId: id, role: 'editor', scope: 'write', via: 'session' })
  const host = 'localhost:3000'
  const foreign: Record<string, string>[] = [
    { cookie, host },
    { cookie, host, origin: 'https://evil.example' },
    { cookie, host, origin: 'null' },
  ]
  for (const headers of foreign) await expect(ask(headers, 'PATCH')).rejects.toMatchObject({ code: 'forbidden' })
  expect((await ask({ cookie, host, origin: 'http://localhost:3000' }, 'PATCH')).via).toBe('session')
})

test('expired sessions and strangers are refused', async () => {
  const { id } = await addUser('admin')
  const expired = await addSession(id, now)
  await expect(ask({ cookie: expired })).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(ask({ cookie: `${sessionCookie().name}=guess` })).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(ask({})).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(ask({ 'x-middleware-subrequest': 'proxy:proxy:proxy' })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
})
