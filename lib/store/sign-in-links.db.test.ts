import { beforeEach, expect, test } from 'vitest'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { makeMailedLink } from '@/lib/auth/mailed-link'
import { findSessionViewer } from '@/lib/auth/session'
import { consumeSignInLink, findSignInLink } from '@/lib/auth/sign-in-link'
import { database } from '@/lib/database'
import { testViewer } from '@/tests/factories/viewer'
import { createBreakGlassLink, createMailedLink, createSignInLink } from './sign-in-links'

process.env.ALLOWED_EMAIL_DOMAINS = 'works.example'

const now = new Date('2026-04-19T12:00:00Z')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

beforeEach(async () => {
  await database.user.deleteMany()
  await database.signInLink.deleteMany()
})

const breakGlass = (email = 'sam@works.example', reason = 'The provider is down') =>
  createBreakGlassLink(commandLineViewer(), { email, reason })

test('D16: breaking the glass is in the audit log when the link is made and when it is used, with who and why', async () => {
  const { token } = await breakGlass()
  const opened = await consumeSignInLink(token, 'Firefox')
  const viewer = await findSessionViewer(opened.session?.sessionToken ?? '')
  expect(viewer).toMatchObject({ name: 'sam (break-glass)', role: 'admin' })
  const lines = await database.auditEntry.findMany({
    where: { action: { startsWith: 'break-glass' } },
    orderBy: { id: 'desc' },
    take: 2,
  })
  expect(lines).toMatchObject([
    { action: 'break-glass.used', byName: 'sam', changes: { reason: { to: 'The provider is down' } } },
    {
      action: 'break-glass.created',
      byName: 'command line',
      via: 'command_line',
      changes: { email: { to: 'sam@works.example' }, reason: { to: 'The provider is down' } },
    },
  ])
  expect((await database.user.findFirstOrThrow()).role).toBe('viewer')
})

test('D16: a break-glass link works once, for 15 minutes, and its hour begins when it is used', async () => {
  const { token, expiresAt } = await breakGlass()
  const late = new Date(expiresAt.getTime())
  expect(await consumeSignInLink(token, null, late)).toEqual({ problem: 'link' })
  const used = new Date(expiresAt.getTime() - 1000)
  const opened = await consumeSignInLink(token, null, used)
  expect(opened.session?.expires).toEqual(new Date(used.getTime() + 3_600_000))
  expect(await consumeSignInLink(token, null, used)).toEqual({ problem: 'link' })
})

test('D16: only the command line breaks the glass, with a reason, and not for a disabled account', async () => {
  const input = { email: 'sam@works.example', reason: 'The provider is down' }
  await expect(createBreakGlassLink(testViewer('admin'), input)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(breakGlass('sam@works.example', '  ')).rejects.toThrow('audit log')
  await database.user.create({ data: { email: 'sam@works.example', disabledAt: now } })
  await expect(breakGlass()).rejects.toMatchObject({ code: 'conflict' })
  expect(await database.signInLink.count()).toBe(0)
})

test('an account that is disabled after the link was made is not let in by it', async () => {
  const { token } = await breakGlass()
  await database.user.create({ data: { email: 'sam@works.example', disabledAt: now } })
  expect(await consumeSignInLink(token, null)).toEqual({ problem: 'disabled' })
  expect(await database.session.count()).toBe(0)
})

test('a mailed link makes a viewer of an allowed domain, works once, and within 15 minutes', async () => {
  const token = (await makeMailedLink('maya@works.example', now)) ?? ''
  expect(await findSignInLink(token, after(14))).toEqual({ email: 'maya@works.example' })
  expect(await findSignInLink(token, after(15))).toBeNull()
  expect(await consumeSignInLink(token, null, after(15))).toEqual({ problem: 'link' })
  const opened = await consumeSignInLink(token, null, after(14))
  expect(await findSessionViewer(opened.session?.sessionToken ?? '', after(14))).toMatchObject({ role: 'viewer' })
  expect(await consumeSignInLink(token, null, after(14))).toEqual({ problem: 'link' })
  expect(JSON.stringify(await database.signInLink.findMany())).not.toContain(token)
})

test('no link is made for who may not sign in: another domain, a disabled person, a service', async () => {
  await database.user.create({ data: { email: 'gone@works.example', disabledAt: now } })
  await database.user.create({ data: { email: 'robot@works.example', kind: 'service' } })
  for (const email of ['x@elsewhere.example', 'x@sub.works.example', 'gone@works.example', 'robot@works.example']) {
    expect(await makeMailedLink(email, now), email).toBeNull()
  }
  await database.user.create({ data: { email: 'Guest@elsewhere.example', role: 'editor' } })
  const token = (await makeMailedLink('guest@elsewhere.example', now)) ?? ''
  const opened = await consumeSignInLink(token, null, now)
  expect(await findSessionViewer(opened.session?.sessionToken ?? '', now)).toMatchObject({ role: 'editor' })
})

test('whoever is uninvited after the link was mailed gets no account by it', async () => {
  const guest = await database.user.create({ data: { email: 'guest@elsewhere.example' } })
  const token = (await makeMailedLink('guest@elsewhere.example', now)) ?? ''
  await database.user.delete({ where: { id: guest.id } })
  expect(await consumeSignInLink(token, null, now)).toEqual({ problem: 'not-invited' })
  expect(await database.user.count()).toBe(0)
})

test('one address is sent five links in a quarter of an hour, and others are not kept from theirs', async () => {
  const made = async (email: string, at: Date) => (await createMailedLink(email, at)) !== null
  for (let asked = 0; asked < 5; asked++) expect(await made('a@t.example', now)).toBe(true)
  expect(await made('a@t.example', after(1))).toBe(false)
  expect(await made('b@t.example', after(1))).toBe(true)
  expect(await made('a@t.example', after(16))).toBe(true)
})

test('a link that is made in a break-glass session ends no later than that', async () => {
  const { token } = await breakGlass()
  const opened = await consumeSignInLink(token, null)
  const viewer = await findSessionViewer(opened.session?.sessionToken ?? '')
  if (!viewer) throw new Error('nobody is signed in')
  await createSignInLink(viewer, { email: 'friend@t.example', role: 'admin', minutes: 7 * 24 * 60 })
  const made = await database.signInLink.findFirstOrThrow({ where: { email: 'friend@t.example' } })
  expect(made.expiresAt).toEqual(opened.session?.expires)
})
