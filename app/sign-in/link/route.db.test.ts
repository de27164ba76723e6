import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { readSessionCookie } from '@/lib/auth/session-cookie'
import { viewerFromRequest } from '@/lib/auth/viewer'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import type { Role } from '@/lib/schema/viewer'
import { GET, HEAD } from './route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

async function addLink(email: string, role: Role, minutes = 15): Promise<string> {
  const token = randomUUID()
  const expiresAt = new Date(Date.now() + minutes * 60_000)
  await database.signInLink.create({ data: { tokenHash: hashSecret(token), email, role, expiresAt } })
  return token
}

const open = (token: string, more = '') => GET(new Request(`http://localhost:3000/sign-in/link?token=${token}${more}`))

test('a link makes its user and a session that the next request has', async () => {
  const answer = await open(await addLink('first@t.example', 'admin'))
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/')
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^authjs\.session-token=\S+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/)
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  const request = new Request('http://localhost:3000/', { headers: { cookie: cookie.split(';')[0] ?? '' } })
  expect(await viewerFromRequest(request)).toMatchObject({ name: 'first', role: 'admin', via: 'session' })
  expect(await database.auditEntry.count({ where: { action: 'sign-in', byName: 'first' } })).toBe(1)
})

test('of two requests at the same moment one signs in and the other does not', async () => {
  const token = await addLink('twice@t.example', 'editor')
  const answers = await Promise.all([open(token), open(token), open(token)])
  const sessions = answers.flatMap((answer) => readSessionCookie(answer.headers.get('set-cookie')) ?? [])
  expect(sessions).toHaveLength(1)
  expect(answers.filter((a) => a.headers.get('location') === '/sign-in?problem=link')).toHaveLength(2)
  expect(await database.session.count({ where: { user: { email: 'twice@t.example' } } })).toBe(1)
})

test('expired and unknown links lead to the page that says how to get a new one, without a session', async () => {
  const answers = [await open(await addLink('late@t.example', 'admin', -1)), await open('unknown'), await open('')]
  for (const answer of answers) {
    expect(answer.headers.get('location')).toBe('/sign-in?problem=link')
    expect(answer.headers.get('set-cookie')).toBeNull()
  }
  expect(await database.user.count({ where: { email: 'late@t.example' } })).toBe(0)
})

test('a link does not raise the rights of somebody who is known', async () => {
  await database.user.create({ data: { email: 'known@t.example', name: 'Known', role: 'viewer' } })
  await open(await addLink('known@t.example', 'admin'))
  const user = await database.user.findUniqueOrThrow({ where: { email: 'known@t.example' } })
  expect(user).toMatchObject({ name: 'Known', role: 'viewer' })
})

test('the way onwards stays on this site', async () => {
  const inside = await open(await addLink('a@t.example', 'viewer'), '&callbackUrl=%2Fskills%3Fstale%3D1')
  expect(inside.headers.get('location')).toBe('/skills?stale=1')
  const outside = await open(await addLink('b@t.example', 'viewer'), '&callbackUrl=%2F%2Fevil.example')
  expect(outside.headers.get('location')).toBe('/')
})

test('a preview of the link does not use it up', async () => {
  const token = await addLink('preview@t.example', 'viewer')
  expect(HEAD().status).toBe(204)
  expect((await open(token)).headers.get('location')).toBe('/')
})
