import { beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { listSessions } from '@/lib/query/sessions'
import type { Role, Viewer } from '@/lib/schema/viewer'
import { endSession, endSessions } from '@/lib/store/sessions'
import { createSession, findSessionViewer, signOutSession, type SignIn } from './session'

const now = new Date('2026-04-19T12:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const HOUR = 60 * 60
const MONTH = 30 * 24 * HOUR

beforeEach(async () => {
  await database.user.deleteMany()
})

const addUser = (name: string, role: Role = 'viewer') =>
  database.user.create({ data: { name, email: `${name.toLowerCase()}@t.example`, role } })

const signIn = (userId: string, more: Partial<SignIn> = {}, at = now) =>
  database.$transaction((tx) =>
    createSession(tx, { userId, method: 'link', userAgent: null, reason: null, ...more }, at),
  )

async function viewerOf(sessionToken: string, at = now): Promise<Viewer> {
  const viewer = await findSessionViewer(sessionToken, at)
  if (!viewer) throw new Error('nobody is signed in')
  return viewer
}

test('a session’s token is stored as a hash, as the upgrade of older ones makes it', async () => {
  const maya = await addUser('Maya')
  const { sessionToken } = await signIn(maya.id)
  const [row] = await database.$queryRaw<{ made: string }[]>`
    SELECT encode(sha256(convert_to(${sessionToken}, 'UTF8')), 'hex') AS "made"`
  expect((await database.session.findFirstOrThrow()).tokenHash).toBe(row?.made)
  expect(row?.made).toBe(hashSecret(sessionToken))
  expect(await findSessionViewer(row?.made ?? '', now)).toBeNull()
})

test('a session ends 30 days after sign-in, to the second, however often it is used', async () => {
  const maya = await addUser('Maya')
  const { sessionToken } = await signIn(maya.id)
  for (let day = 1; day < 30; day++) await viewerOf(sessionToken, after((day * MONTH) / 30))
  expect((await viewerOf(sessionToken, after(MONTH - 1))).name).toBe('Maya')
  expect(await findSessionViewer(sessionToken, after(MONTH))).toBeNull()
})

test('last seen is noted, not more than once a minute', async () => {
  const maya = await addUser('Maya')
  const { sessionToken } = await signIn(maya.id)
  const seen = async () => (await database.session.findFirstOrThrow()).lastSeenAt
  await viewerOf(sessionToken, after(30))
  expect(await seen()).toEqual(now)
  await viewerOf(sessionToken, after(120))
  expect(await seen()).toEqual(after(120))
})

test('demotion, disabling and sign-out count at the next request', async () => {
  const maya = await addUser('Maya', 'admin')
  const { sessionToken } = await signIn(maya.id)
  expect((await viewerOf(sessionToken)).role).toBe('admin')
  await database.user.update({ where: { id: maya.id }, data: { role: 'viewer' } })
  expect(await viewerOf(sessionToken)).toMatchObject({ role: 'viewer', scope: 'read', reach: 'named' })
  await database.user.update({ where: { id: maya.id }, data: { disabledAt: now } })
  expect(await findSessionViewer(sessionToken, now)).toBeNull()
  await database.user.update({ where: { id: maya.id }, data: { disabledAt: null } })
  await signOutSession(sessionToken)
  expect(await findSessionViewer(sessionToken, now)).toBeNull()
})

test('D16: a break-glass session is an administrator’s for exactly one hour, and the person’s role stays', async () => {
  const sam = await addUser('Sam', 'viewer')
  const { sessionToken } = await signIn(sam.id, { method: 'break-glass', reason: 'provider is down' })
  const viewer = await viewerOf(sessionToken, after(HOUR - 1))
  expect(viewer).toMatchObject({ name: 'Sam (break-glass)', role: 'admin', scope: 'admin', reach: 'all' })
  expect(viewer.session?.bounded).toEqual({ until: after(HOUR), reason: 'provider is down' })
  expect(await findSessionViewer(sessionToken, after(HOUR))).toBeNull()
  expect((await database.user.findFirstOrThrow()).role).toBe('viewer')
  const line = await database.auditEntry.findFirstOrThrow({ where: { action: 'break-glass.used', userId: sam.id } })
  expect(line.changes).toMatchObject({ reason: { to: 'provider is down' }, until: { to: after(HOUR).toISOString() } })
})

test('D16: a disabled person is out of a break-glass session, too', async () => {
  const sam = await addUser('Sam', 'admin')
  const { sessionToken } = await signIn(sam.id, { method: 'break-glass', reason: 'provider is down' })
  await database.user.update({ where: { id: sam.id }, data: { disabledAt: now } })
  expect(await findSessionViewer(sessionToken, now)).toBeNull()
})

test('a token that was made in a break-glass session is gone with it', async () => {
  const sam = await addUser('Sam')
  const { sessionToken } = await signIn(sam.id, { method: 'break-glass', reason: 'provider is down' })
  const viewer = await viewerOf(sessionToken)
  await database.apiToken.create({
    data: {
      name: 'a',
      prefix: 'hs_',
      hash: 'h',
      scope: 'admin',
      userId: sam.id,
      sessionId: viewer.session?.id ?? null,
    },
  })
  await signOutSession(sessionToken)
  expect(await database.apiToken.count()).toBe(0)
})

test('the list has one’s own sessions with how, where and when, this one first', async () => {
  const [maya, sam] = [await addUser('Maya'), await addUser('Sam', 'admin')]
  const here = await signIn(maya.id, { method: 'oidc', userAgent: 'Firefox' })
  await signIn(maya.id, { method: 'mail', userAgent: 'x'.repeat(5_000) }, after(60))
  await signIn(sam.id)
  const listed = await listSessions(await viewerOf(here.sessionToken), after(90))
  expect(listed.map(({ isCurrent, method }) => [isCurrent, method])).toEqual([
    [true, 'oidc'],
    [false, 'mail'],
  ])
  const at = '2026-04-19T12:00:00Z'
  expect(listed[0]).toMatchObject({ userAgent: 'Firefox', createdAt: at, lastSeenAt: at })
  expect(listed[1]?.userAgent).toHaveLength(400)
  expect(JSON.stringify(listed)).not.toContain(hashSecret(here.sessionToken))
})

test('one session, all others, or all can be ended; each is in the audit log', async () => {
  const maya = await addUser('Maya')
  const [a, b, c, d] = [await signIn(maya.id), await signIn(maya.id), await signIn(maya.id), await signIn(maya.id)]
  const viewer = await viewerOf(a.sessionToken)
  const other = await viewerOf(b.sessionToken)
  await endSession(viewer, other.session?.id ?? '')
  expect(await findSessionViewer(b.sessionToken, now)).toBeNull()
  expect(await endSessions(viewer, { except: viewer.session?.id ?? '' })).toBe(2)
  expect(await findSessionViewer(c.sessionToken, now)).toBeNull()
  expect(await findSessionViewer(d.sessionToken, now)).toBeNull()
  expect((await viewerOf(a.sessionToken)).name).toBe('Maya')
  expect(await endSessions(viewer)).toBe(1)
  expect(await findSessionViewer(a.sessionToken, now)).toBeNull()
  const lines = await database.auditEntry.findMany({ where: { userId: maya.id }, orderBy: { id: 'asc' } })
  expect(lines.map(({ action }) => action).filter((action) => action !== 'sign-in')).toEqual([
    'session.ended',
    'sessions.ended',
    'sessions.ended',
  ])
})

test('another person’s session is not there, except for an administrator', async () => {
  const [maya, sam, boss] = [await addUser('Maya', 'editor'), await addUser('Sam'), await addUser('Boss', 'admin')]
  const [mine, theirs, ruling] = [await signIn(maya.id), await signIn(sam.id), await signIn(boss.id)]
  const id = (await viewerOf(theirs.sessionToken)).session?.id ?? ''
  const viewer = await viewerOf(mine.sessionToken)
  await expect(endSession(viewer, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(endSessions(viewer, { userId: sam.id })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await viewerOf(theirs.sessionToken)).name).toBe('Sam')
  await endSession(await viewerOf(ruling.sessionToken), id)
  expect(await findSessionViewer(theirs.sessionToken, now)).toBeNull()
})

test('what has expired of somebody’s is dropped when they sign in again', async () => {
  const maya = await addUser('Maya')
  await signIn(maya.id)
  await signIn(maya.id, {}, after(MONTH + 1))
  expect(await database.session.count()).toBe(1)
})
