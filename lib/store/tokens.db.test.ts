import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { createSession, findSessionViewer } from '@/lib/auth/session'
import { findTokenViewer } from '@/lib/auth/token'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { listServices, listTokens } from '@/lib/query/tokens'
import type { Role, Scope, Viewer } from '@/lib/schema/viewer'
import { rotateToken } from './rotate-token'
import { changeService, createService } from './services'
import { createToken, revokeToken } from './tokens'

const now = new Date('2026-04-19T12:00:00Z')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const DAY = 24 * 60

beforeEach(async () => {
  await database.user.deleteMany()
})

const addUser = (role: Role, name = 'Maya') =>
  database.user.create({ data: { name, email: `${randomUUID()}@t.example`, role } })

/** Somebody signed in, by a session as sign-in makes it. */
async function signIn(role: Role, method = 'link', at = now): Promise<Viewer> {
  const { id: userId } = await addUser(role)
  const reason = method === 'break-glass' ? 'the provider is away' : null
  const { sessionToken } = await database.$transaction((tx) =>
    createSession(tx, { userId, method, userAgent: null, reason }, at),
  )
  const viewer = await findSessionViewer(sessionToken, at)
  if (!viewer) throw new Error('nobody is signed in')
  return viewer
}

const make = (viewer: Viewer, scope: Scope, expiresAt?: Date | null, at = now) =>
  createToken(viewer, { name: 'ci', scope, ...(expiresAt !== undefined && { expiresAt }) }, at)

/** Who acts with a secret at a time; null for nobody. */
const acting = (secret: string, at = now) => findTokenViewer(secret, at)

async function actingViewer(secret: string, at = now): Promise<Viewer> {
  const viewer = await acting(secret, at)
  if (!viewer) throw new Error('this token is refused')
  return viewer
}

test('a token has a prefix, a scope and an expiry, and is stored as a hash', async () => {
  const maya = await signIn('editor')
  const { id, secret, expiresAt } = await make(maya, 'write')
  expect(secret).toMatch(/^hs_[0-9A-Za-z]{32}$/)
  expect(expiresAt).toEqual(after(90 * DAY))
  const stored = await database.apiToken.findUniqueOrThrow({ where: { id } })
  expect(stored).toMatchObject({ prefix: secret.slice(0, 7), hash: hashSecret(secret), scope: 'write', expiresAt })
  const everything = await database.$queryRaw<{ text: string }[]>`SELECT t::text AS "text" FROM "ApiToken" t
    UNION ALL SELECT a::text FROM "AuditEntry" a`
  expect(everything.filter(({ text }) => text.includes(secret.slice(7)))).toEqual([])
  const [row] = await listTokens(maya, now)
  expect(row).toMatchObject({ id, prefix: secret.slice(0, 7), scope: 'write', state: 'active', ending: false })
  expect(JSON.stringify(row)).not.toContain(stored.hash)
})

test('a token that never ends is for administrators alone', async () => {
  await expect(make(await signIn('editor'), 'read', null)).rejects.toMatchObject({ code: 'forbidden' })
  const { secret, expiresAt } = await make(await signIn('admin'), 'read', null)
  expect(expiresAt).toBeNull()
  expect(await acting(secret, after(3650 * DAY))).not.toBeNull()
})

test('an end in the past is refused', async () => {
  await expect(make(await signIn('admin'), 'read', now)).rejects.toMatchObject({ code: 'unprocessable' })
})

test('a token of a disabled owner is refused at the next request, and works when the owner is back', async () => {
  const maya = await signIn('editor')
  const { secret } = await make(maya, 'read')
  const where = { id: maya.userId ?? '' }
  await database.user.update({ where, data: { disabledAt: now } })
  expect(await acting(secret)).toBeNull()
  await database.user.update({ where, data: { disabledAt: null } })
  expect(await acting(secret)).not.toBeNull()
})

test('a token that only reads makes, rotates and revokes none', async () => {
  const { id, secret } = await make(await signIn('admin'), 'read')
  const reader = await actingViewer(secret)
  await expect(make(reader, 'read')).rejects.toMatchObject({ code: 'forbidden' })
  await expect(rotateToken(reader, id, {}, now)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(revokeToken(reader, id)).rejects.toMatchObject({ code: 'forbidden' })
})

test('D13: a token made with a token ends with it at the latest, and a longer one is refused with the reason', async () => {
  const parent = await make(await signIn('editor'), 'write', after(60))
  const viewer = await actingViewer(parent.secret)
  await expect(make(viewer, 'read', after(61))).rejects.toMatchObject({
    code: 'unprocessable',
    message: 'It can end at 2026-04-19T13:00:00.000Z at the latest: the token that it is made with ends then.',
  })
  await expect(make(viewer, 'read', null)).rejects.toMatchObject({ code: 'unprocessable' })
  expect((await make(viewer, 'read')).expiresAt).toEqual(after(60))
  expect((await make(viewer, 'read', after(60))).expiresAt).toEqual(after(60))
})

test('D13: the effective end is the earliest of the whole chain, also when an ancestor is cut short later', async () => {
  const first = await make(await signIn('editor'), 'write', after(300))
  const second = await make(await actingViewer(first.secret), 'write', after(200))
  const third = await make(await actingViewer(second.secret), 'read', after(100))
  await database.apiToken.update({ where: { id: first.id }, data: { expiresAt: after(50) } })
  expect((await actingViewer(third.secret)).token?.endsAt).toEqual(after(50))
  expect(await acting(third.secret, new Date(after(50).getTime() - 1000))).not.toBeNull()
  expect(await acting(third.secret, after(50))).toBeNull()
  const rows = await listTokens(commandLineViewer(), now)
  expect(rows.map(({ expiresAt }) => expiresAt)).toEqual(Array(3).fill('2026-04-19T12:50:00Z'))
})

test('D13: from a fifth of its life left, a token says that it ends, one second either side', async () => {
  const maya = await signIn('editor')
  const { secret } = await make(maya, 'read', after(100))
  const second = (seconds: number) => new Date(after(80).getTime() + seconds * 1000)
  expect((await actingViewer(secret, second(-1))).token?.ending).toBe(false)
  expect((await actingViewer(secret, second(0))).token?.ending).toBe(true)
  expect((await listTokens(maya, second(-1)))[0]?.ending).toBe(false)
  expect((await listTokens(maya, second(0)))[0]?.ending).toBe(true)
})

test('D13: a token made in a break-glass session ends with it, at its hour and when it is signed out', async () => {
  const rescuer = await signIn('admin', 'break-glass')
  await expect(make(rescuer, 'read', after(61))).rejects.toMatchObject({
    message:
      'It can end at 2026-04-19T13:00:00.000Z at the latest: the break-glass session that it is made with ends then.',
  })
  const { secret, expiresAt } = await make(rescuer, 'admin')
  expect(expiresAt).toEqual(after(60))
  const child = await make(await actingViewer(secret), 'read')
  expect(await acting(child.secret, after(59))).not.toBeNull()
  expect(await acting(child.secret, after(60))).toBeNull()
  await database.session.deleteMany()
  expect(await acting(secret)).toBeNull()
  expect(await acting(child.secret)).toBeNull()
})

test('D14: when a parent is revoked, all that was made with it is refused at the next request', async () => {
  const maya = await signIn('editor')
  const parent = await make(maya, 'write')
  const child = await make(await actingViewer(parent.secret), 'write')
  const grandchild = await make(await actingViewer(child.secret), 'read')
  await revokeToken(maya, parent.id, now)
  for (const { secret } of [parent, child, grandchild]) expect(await acting(secret)).toBeNull()
  expect((await listTokens(maya, now)).map(({ state }) => state)).toEqual(['revoked', 'revoked', 'revoked'])
})

test('D14: when the owner of a parent loses rights, so does what was made with it', async () => {
  const admin = await signIn('admin')
  const service = await createService(admin, { name: 'deploy bot', role: 'editor' })
  const parent = await make(admin, 'admin')
  const child = await createToken(
    await actingViewer(parent.secret),
    { name: 'bot', scope: 'write', serviceId: service },
    now,
  )
  expect((await actingViewer(child.secret)).scope).toBe('write')
  await database.user.update({ where: { id: admin.userId ?? '' }, data: { role: 'viewer' } })
  expect((await actingViewer(child.secret)).scope).toBe('read')
})

test('tokens made with tokens go five deep and no further', async () => {
  let viewer = await signIn('editor')
  let secret = ''
  for (let generation = 1; generation <= 5; generation++) {
    secret = (await make(viewer, 'write')).secret
    viewer = await actingViewer(secret)
  }
  await expect(make(viewer, 'write')).rejects.toMatchObject({ code: 'unprocessable' })
  expect(await acting(secret)).not.toBeNull()
})

test('rotation: both tokens work during the overlap, then the successor alone, with the same name, scope and owner', async () => {
  const maya = await signIn('editor')
  const older = await make(maya, 'write', after(30 * DAY))
  const next = await rotateToken(maya, older.id, { overlapHours: 2 }, after(DAY))
  expect(next.olderEndsAt).toEqual(after(DAY + 120))
  expect(next.expiresAt).toEqual(after(31 * DAY))
  for (const { secret } of [older, next])
    expect(await acting(secret, after(DAY + 119))).toMatchObject({ scope: 'write' })
  expect(await acting(older.secret, after(DAY + 120))).toBeNull()
  expect(await acting(next.secret, after(DAY + 120))).toMatchObject({ userId: maya.userId })
  const rows = await listTokens(maya, after(DAY + 1))
  expect(rows).toMatchObject([
    { id: next.id, name: 'ci', replaces: { id: older.id }, replacedBy: null, ending: false },
    { id: older.id, name: 'ci', replaces: null, replacedBy: { id: next.id }, ending: true },
  ])
  expect((await actingViewer(older.secret, after(DAY + 1))).token?.ending).toBe(true)
})

test('rotation: an overlap never lengthens the life of the older token, and none ends it at once', async () => {
  const maya = await signIn('editor')
  const brief = await make(maya, 'read', after(60))
  expect((await rotateToken(maya, brief.id, { overlapHours: 24 }, now)).olderEndsAt).toEqual(after(60))
  const leaked = await make(maya, 'read')
  await rotateToken(maya, leaked.id, { overlapHours: 0 }, now)
  expect(await acting(leaked.secret, new Date(now.getTime() + 1))).toBeNull()
})

test('rotation: a token is replaced once, also by two at the same moment', async () => {
  const maya = await signIn('editor')
  const { id } = await make(maya, 'read')
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => rotateToken(maya, id, {}, now)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  expect(refusals).toMatchObject([{ code: 'conflict' }, { code: 'conflict' }])
  expect(await database.apiToken.count()).toBe(2)
})

test('rotation: a token that rotates itself renews its secret and not its life', async () => {
  const maya = await signIn('editor')
  const older = await make(maya, 'write', after(10 * DAY))
  const self = await actingViewer(older.secret, after(9 * DAY))
  await expect(rotateToken(self, older.id, { expiresAt: after(11 * DAY) }, after(9 * DAY))).rejects.toMatchObject({
    code: 'unprocessable',
  })
  const next = await rotateToken(self, older.id, { overlapHours: 1 }, after(9 * DAY))
  expect(next.expiresAt).toEqual(after(10 * DAY))
  // Not a child of the one it replaces: it lives on when that one ends.
  expect(await acting(next.secret, after(9 * DAY + 61))).not.toBeNull()
  expect(await acting(older.secret, after(9 * DAY + 61))).toBeNull()
})

test('rotation: ended tokens and those of others are not rotated', async () => {
  const maya = await signIn('editor')
  const { id } = await make(maya, 'read')
  await expect(rotateToken(await signIn('editor'), id, {}, now)).rejects.toMatchObject({ code: 'forbidden' })
  await revokeToken(maya, id, now)
  await expect(rotateToken(maya, id, {}, now)).rejects.toMatchObject({ code: 'conflict' })
})

test('rotation: an administrator ends the tokens of people and takes over none; those of services they rotate', async () => {
  const [maya, admin] = [await signIn('editor'), await signIn('admin')]
  const { id, secret } = await make(maya, 'read')
  await expect(rotateToken(admin, id, {}, now)).rejects.toMatchObject({ code: 'forbidden' })
  const byToken = await actingViewer((await make(admin, 'admin')).secret)
  await expect(rotateToken(byToken, id, {}, now)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await listTokens(admin, now)).find((row) => row.id === id)).toMatchObject({ isYours: false })
  expect(await listTokens(maya, now)).toMatchObject([{ id, isYours: true }])
  expect(await acting(secret)).not.toBeNull()
  const service = await createService(admin, { name: 'Deploy bot', role: 'editor' })
  const ofService = await createToken(admin, { name: 'bot', scope: 'write', serviceId: service }, now)
  const next = await rotateToken(admin, ofService.id, {}, now)
  expect(await acting(next.secret)).toMatchObject({ userId: service })
  await revokeToken(admin, id, now)
  expect(await acting(secret)).toBeNull()
})

test('services have tokens of their own, made by administrators, with the role of now', async () => {
  const admin = await signIn('admin')
  await expect(createService(await signIn('editor'), { name: 'x', role: 'viewer' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const id = await createService(admin, { name: 'Deploy bot', role: 'editor' })
  await expect(createService(admin, { name: 'deploy BOT', role: 'viewer' })).rejects.toMatchObject({ code: 'conflict' })
  const forService = (scope: Scope) => createToken(admin, { name: 'bot', scope, serviceId: id }, now)
  await expect(forService('admin')).rejects.toMatchObject({ code: 'unprocessable' })
  const { secret } = await forService('write')
  expect(await acting(secret)).toMatchObject({ userId: id, role: 'editor', name: 'Deploy bot (token bot)' })
  await changeService(admin, id, { role: 'viewer' })
  expect((await actingViewer(secret)).role).toBe('viewer')
  expect(await listServices(admin, now)).toMatchObject([{ id, name: 'Deploy bot', role: 'viewer', activeTokens: 1 }])
  await changeService(admin, id, { disabled: true })
  expect(await acting(secret)).toBeNull()
  expect((await listTokens(admin, now))[0]).toMatchObject({ state: 'disabled', ownerKind: 'service' })
  await changeService(admin, id, { disabled: false })
  expect(await acting(secret)).not.toBeNull()
  const actions = await database.auditEntry.findMany({ where: { targetId: id }, orderBy: { id: 'asc' } })
  expect(actions.map(({ action }) => action)).toEqual(Array(4).fill('service.changed').with(0, 'service.created'))
})

test('people see their own tokens, administrators all', async () => {
  const [maya, sam] = [await signIn('editor'), await signIn('viewer')]
  await make(maya, 'read')
  await make(sam, 'read')
  expect(await listTokens(maya, now)).toHaveLength(1)
  expect(await listTokens(await signIn('admin'), now)).toHaveLength(2)
})

test('the command line makes tokens that last 90 days, or as said', async () => {
  expect((await make(commandLineViewer(), 'admin')).expiresAt).toEqual(after(90 * DAY))
  expect((await make(commandLineViewer(), 'admin', null)).expiresAt).toBeNull()
})
