import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { dropKey } from '@/lib/store/signing-keys'
import { person } from '@/tests/factories/people'
import { testViewer } from '@/tests/factories/viewer'
import { findImportViewer } from './import-viewer'

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
  userId = (await person('maya', 'admin')).userId
})
afterAll(() => database.$disconnect())

async function token(about: { parentId?: string; expiresAt?: Date; scope?: 'read' | 'write' } = {}): Promise<string> {
  const stored = { name: 'script', prefix: 'hs_1234', hash: randomUUID(), scope: 'write', userId } as const
  return (await database.apiToken.create({ data: { ...stored, ...about } })).id
}

const find = (tokenKind: string | null, tokenId: string | null) =>
  findImportViewer({ userId, byName: 'maya (token script)', via: 'api', tokenKind, tokenId })
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
