import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { sessionCookie } from '@/lib/auth/session-cookie'
import { createSession } from '@/lib/auth/session'
import { database } from '@/lib/database'
import type { Role } from '@/lib/schema/viewer'
import * as services from '../services/route'
import * as service from '../services/[id]/route'
import * as tokens from './route'
import * as token from './[id]/route'
import * as rotation from './[id]/rotate/route'

const MadeSchema = z.object({ id: z.string(), token: z.string(), expiresAt: z.string().nullable() })
const ServiceSchema = z.object({ id: z.string() })

beforeEach(async () => {
  await database.user.deleteMany()
})

/** A session's cookie, with what a page of this site sends beside it. */
async function signIn(role: Role): Promise<Record<string, string>> {
  const user = await database.user.create({ data: { name: 'Maya', email: `${randomUUID()}@t.example`, role } })
  const signed = { userId: user.id, method: 'link', userAgent: null, reason: null }
  const { sessionToken } = await database.$transaction((tx) => createSession(tx, signed, new Date()))
  return {
    cookie: `${sessionCookie().name}=${sessionToken}`,
    host: 'localhost:3000',
    origin: 'http://localhost:3000',
  }
}

type Handler = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>
type Call = { by: Record<string, string>; method?: string; body?: unknown; id?: string }

async function call(handler: Handler, { by, method = 'GET', body, id = '' }: Call) {
  const headers = { ...by, ...(body !== undefined && { 'content-type': 'application/json' }) }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const request = new Request('http://localhost:3000/api/v1/tokens', { method, headers, ...sent })
  const answer = await handler(request, { params: Promise.resolve({ id }) })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, json: text === '' ? null : (JSON.parse(text) as unknown) }
}
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const post = { method: 'POST' } as const
const make = async (by: Record<string, string>, body: unknown) =>
  MadeSchema.parse((await call(tokens.POST, { by, ...post, body })).json)

test('a person makes, lists, rotates and revokes tokens by the API', async () => {
  const maya = await signIn('editor')
  const made = await call(tokens.POST, { by: maya, ...post, body: { name: 'ci', scope: 'write', expiresInDays: 10 } })
  expect(made.status).toBe(201)
  const first = MadeSchema.parse(made.json)
  expect(Math.round((Date.parse(first.expiresAt ?? '') - Date.now()) / 86_400_000)).toBe(10)
  expect((await call(tokens.GET, { by: bearer(first.token) })).json).toMatchObject({
    items: [{ id: first.id, name: 'ci', prefix: first.token.slice(0, 7), state: 'active' }],
    total: 1,
  })
  const turned = await call(rotation.POST, { by: maya, ...post, id: first.id, body: { overlapHours: 1 } })
  expect(turned).toMatchObject({ status: 201, json: { replaces: first.id } })
  const next = MadeSchema.parse(turned.json)
  for (const { token: secret } of [first, next]) {
    expect((await call(tokens.GET, { by: bearer(secret) })).status).toBe(200)
  }
  expect((await call(rotation.POST, { by: maya, ...post, id: first.id })).status).toBe(409)
  expect((await call(token.DELETE, { by: maya, method: 'DELETE', id: next.id })).status).toBe(204)
  expect((await call(tokens.GET, { by: bearer(next.token) })).status).toBe(401)
  expect((await call(token.GET, { by: maya, id: next.id })).json).toMatchObject({ state: 'revoked' })
})

test('a rotation without a body means a day of overlap', async () => {
  const maya = await signIn('editor')
  const { id } = await make(maya, { name: 'ci', scope: 'read' })
  const { json } = await call(rotation.POST, { by: maya, ...post, id })
  const { olderEndsAt } = z.object({ olderEndsAt: z.string() }).parse(json)
  expect(Math.round((Date.parse(olderEndsAt) - Date.now()) / 3_600_000)).toBe(24)
})

test('D13 by the API: a child longer than its parent is refused with the reason', async () => {
  const parent = await make(await signIn('editor'), { name: 'parent', scope: 'write', expiresInDays: 1 })
  const child = { name: 'child', scope: 'read', expiresInDays: 2 }
  const refused = await call(tokens.POST, { by: bearer(parent.token), ...post, body: child })
  expect(refused).toMatchObject({
    status: 422,
    json: { error: { fields: { expiresAt: expect.any(String) as string } } },
  })
  expect((await make(bearer(parent.token), { name: 'child', scope: 'read' })).expiresAt).toBe(parent.expiresAt)
})

test('D14 by the API: children of a revoked token are refused at the next request', async () => {
  const maya = await signIn('editor')
  const parent = await make(maya, { name: 'parent', scope: 'write' })
  const child = await make(bearer(parent.token), { name: 'child', scope: 'read' })
  expect((await call(tokens.GET, { by: bearer(child.token) })).status).toBe(200)
  await call(token.DELETE, { by: maya, method: 'DELETE', id: parent.id })
  expect((await call(tokens.GET, { by: bearer(child.token) })).status).toBe(401)
})

test('nobody gets rights that they lack: scopes, owners and services of others', async () => {
  const maya = await signIn('editor')
  const sam = await signIn('viewer')
  const status = async (by: Record<string, string>, body: unknown) =>
    (await call(tokens.POST, { by, ...post, body })).status
  expect(await status(maya, { name: 'x', scope: 'admin' })).toBe(403)
  expect(await status(sam, { name: 'x', scope: 'write' })).toBe(403)
  expect(await status(maya, { name: 'x', scope: 'read', expiresAt: null })).toBe(403)
  expect(await status(maya, { name: 'x', scope: 'superuser' })).toBe(400)
  const { id } = await make(maya, { name: 'ci', scope: 'read', userId: 'somebody', role: 'admin' })
  expect((await database.apiToken.findUniqueOrThrow({ where: { id }, include: { user: true } })).user.role).toBe(
    'editor',
  )
  expect((await call(token.DELETE, { by: sam, method: 'DELETE', id })).status).toBe(403)
  expect((await call(token.GET, { by: sam, id })).status).toBe(404)
  expect((await call(rotation.POST, { by: sam, ...post, id })).status).toBe(403)
})

test('a token is not made from a page of another site', async () => {
  const maya = { ...(await signIn('editor')), origin: 'https://evil.example' }
  expect((await call(tokens.POST, { by: maya, ...post, body: { name: 'x', scope: 'read' } })).status).toBe(403)
  expect(await database.apiToken.count()).toBe(0)
})

test('administrators keep services; a disabled one is refused at the next request', async () => {
  const [admin, editor] = [await signIn('admin'), await signIn('editor')]
  const body = { name: 'Deploy bot', role: 'editor' }
  expect((await call(services.POST, { by: editor, ...post, body })).status).toBe(403)
  const { id } = ServiceSchema.parse((await call(services.POST, { by: admin, ...post, body })).json)
  const bot = await make(admin, { name: 'bot', scope: 'write', service: id })
  expect((await call(tokens.GET, { by: bearer(bot.token) })).json).toMatchObject({ total: 1 })
  expect(
    (await call(tokens.POST, { by: editor, ...post, body: { name: 'x', scope: 'read', service: id } })).status,
  ).toBe(403)
  const patch = { by: admin, method: 'PATCH', id, body: { disabled: true } }
  expect((await call(service.PATCH, patch)).json).toMatchObject({ disabled: true, activeTokens: 0 })
  expect((await call(tokens.GET, { by: bearer(bot.token) })).status).toBe(401)
  expect((await call(services.GET, { by: editor })).status).toBe(403)
})
