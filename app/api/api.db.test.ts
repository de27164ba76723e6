import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { sessionCookie } from '@/lib/auth/session-cookie'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import type { Scope } from '@/lib/schema/viewer'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import packageJson from '@/package.json'
import * as health from './health/route'
import * as actionItem from './v1/action-items/[id]/route'
import * as actionItems from './v1/action-items/route'
import * as importing from './v1/import/route'
import * as match from './v1/incidents/[slug]/patterns/[pattern]/route'
import * as related from './v1/incidents/[slug]/related/route'
import * as incident from './v1/incidents/[slug]/route'
import * as incidents from './v1/incidents/route'
import * as pattern from './v1/patterns/[slug]/route'
import * as patterns from './v1/patterns/route'
import * as premortem from './v1/premortem/route'
import * as recognise from './v1/recognise/route'
import * as search from './v1/search/route'
import * as skill from './v1/skills/[slug]/route'
import * as skills from './v1/skills/route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

const secrets: Partial<Record<Scope, string>> = {}
let session = ''

beforeAll(async () => {
  await loadDemoContent()
  const user = await database.user.create({ data: { name: 'Tess', email: 'tess@t.example', role: 'admin' } })
  for (const scope of ['read', 'write'] as const) {
    const secret = (secrets[scope] = `hs_${randomUUID()}`)
    const token = { name: scope, prefix: secret.slice(0, 7), hash: hashSecret(secret), scope, userId: user.id }
    await database.apiToken.create({ data: token })
  }
  const sessionToken = randomUUID()
  await database.session.create({
    data: { tokenHash: hashSecret(sessionToken), userId: user.id, expires: new Date(Date.now() + 60_000) },
  })
  session = `${sessionCookie().name}=${sessionToken}`
})

const ThingSchema = z.looseObject({ slug: z.string().optional(), id: z.string().optional() })
const ErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
})
/** As much of any answer as tests look into. */
const AnswerSchema = z.looseObject({
  items: z.array(ThingSchema).default([]),
  patterns: z.array(ThingSchema).default([]),
  actionItems: z.array(ThingSchema).default([]),
  documents: z.array(z.unknown()).default([]),
  total: z.int().default(0),
  nextCursor: z.string().nullish(),
  error: ErrorSchema.optional(),
})

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>
type Ask = { as?: Scope | 'nobody'; method?: string; body?: unknown; headers?: Record<string, string>; params?: object }

async function ask(
  handler: unknown,
  path: string,
  { as = 'read', method = 'GET', body, headers, params = {} }: Ask = {},
) {
  const sent = new Headers(headers)
  if (as !== 'nobody' && !sent.has('cookie')) sent.set('authorization', `Bearer ${secrets[as]}`)
  const isForm = body instanceof FormData
  if (body !== undefined && !isForm && !sent.has('content-type')) sent.set('content-type', 'application/json')
  const request = new Request(`http://localhost:3000${path}`, {
    method,
    headers: sent,
    ...(body !== undefined && { body: isForm || typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const answer = await (handler as Handler)(request, { params: Promise.resolve(params) })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json')
  const value: unknown = isJson ? JSON.parse(text) : {}
  const json = AnswerSchema.parse(Array.isArray(value) ? { items: value } : value)
  return { status: answer.status, headers: answer.headers, text, json }
}

const bySlug = { params: { slug: DEMO.keyRotation } }

test('health answers without a session', async () => {
  const answer = await ask(health.GET, '/api/health', { as: 'nobody' })
  expect(answer.status).toBe(200)
  expect(answer.json).toMatchObject({ status: 'ok', database: 'up', version: packageJson.version })
})

test('nobody reads or writes anything without credentials', async () => {
  const reading = [incidents, incident, related, pattern, patterns, skill, skills, actionItem, actionItems, search]
  const handlers = [
    reading.map((route) => route.GET),
    [incident.PATCH, actionItem.PATCH, match.PUT],
    [importing.POST, recognise.POST, premortem.POST],
  ].flat()
  for (const handler of handlers) {
    const answer = await ask(handler, '/api/v1/x', { as: 'nobody', ...bySlug })
    expect(answer.status).toBe(401)
    expect(answer.text).toMatch(/^\{"error":\{"code":"unauthenticated","message":"[^"]+"\}\}$/)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  }
})

test('a reading token changes nothing', async () => {
  const before = await database.auditEntry.count()
  const item = await database.actionItem.findFirstOrThrow()
  const attempts = [
    ask(incident.PATCH, '/', {
      method: 'PATCH',
      body: { severity: 'SEV-1' },
      headers: { 'if-match': '"1"' },
      ...bySlug,
    }),
    ask(match.PUT, '/', {
      method: 'PUT',
      body: { state: 'rejected' },
      params: { slug: DEMO.keyRotation, pattern: DEMO.pattern },
    }),
    ask(actionItem.PATCH, '/', { method: 'PATCH', body: { status: 'done' }, params: { id: item.id } }),
    ask(importing.POST, '/', { method: 'POST', body: { text: '# Title' } }),
  ]
  expect((await Promise.all(attempts)).map((answer) => answer.status)).toEqual([403, 403, 403, 403])
  expect(await database.auditEntry.count()).toBe(before)
})

test('a session changes things only from a page of this site', async () => {
  const item = await database.actionItem.findFirstOrThrow({ where: { skill: { slug: DEMO.skill } } })
  const send = (headers: Record<string, string>) =>
    ask(actionItem.PATCH, '/api/v1/action-items/x', {
      method: 'PATCH',
      body: { owner: 'sam' },
      headers: { cookie: session, host: 'localhost:3000', ...headers },
      params: { id: item.id },
    })
  expect((await send({})).status).toBe(403)
  expect((await send({ origin: 'https://evil.example' })).status).toBe(403)
  expect((await send({ origin: 'http://localhost:3000' })).status).toBe(200)
})

test('lists have items, a total and a cursor that leads through all of them', async () => {
  const seen: unknown[] = []
  let cursor = ''
  let total = 0
  for (;;) {
    const { status, json } = await ask(incidents.GET, `/api/v1/incidents?size=1&sort=title${cursor}`)
    expect(status).toBe(200)
    seen.push(...json.items.map((row) => row.slug))
    total = json.total
    if (!json.nextCursor) break
    cursor = `&cursor=${json.nextCursor}`
  }
  expect(seen).toHaveLength(total)
  expect(new Set(seen).size).toBe(total)
  const items = await ask(actionItems.GET, '/api/v1/action-items?debt=true')
  expect(items.json.items.length).toBeGreaterThan(0)
  expect((await ask(skills.GET, '/api/v1/skills')).json.items.map((row) => row.slug)).toContain(DEMO.skill)
  expect((await ask(patterns.GET, '/api/v1/patterns')).json.items.map((row) => row.slug)).toContain(DEMO.pattern)
})

test('what a list does not understand is said per field', async () => {
  const { status, json } = await ask(incidents.GET, '/api/v1/incidents?sort=mood&from=yesterday&cursor=xyz')
  expect(status).toBe(400)
  expect(json.error).toMatchObject({ code: 'bad_input' })
  expect(Object.keys(json.error?.fields ?? {}).sort()).toEqual(['cursor', 'from', 'sort'])
})

test('an incident changes only in the version that was read', async () => {
  const read = await ask(incident.GET, '/', bySlug)
  const etag = read.headers.get('etag') ?? ''
  expect(read.json).toMatchObject({ slug: DEMO.keyRotation, windows: [{ minutes: 60 }] })
  const patch = (headers: Record<string, string>, body: unknown = { severity: 'SEV-2' }) =>
    ask(incident.PATCH, '/', { as: 'write', method: 'PATCH', body, headers, ...bySlug })
  expect((await patch({})).status).toBe(428)
  const [first, second] = await Promise.all([
    patch({ 'if-match': etag }),
    patch({ 'if-match': etag }, { severity: 'B' }),
  ])
  expect(new Set([first.status, second.status])).toEqual(new Set([200, 412]))
  const winner = first.status === 200 ? first : second
  expect(winner.headers.get('etag')).not.toBe(etag)
  expect((await patch({ 'if-match': etag })).status).toBe(412)
  expect((await patch({ 'if-match': '*' })).status).toBe(412)
  const now = { 'if-match': winner.headers.get('etag') ?? '' }
  expect((await patch(now, { severty: 'SEV-2' })).status).toBe(400)
  // What says who somebody is, is nobody's to send: it is as if it were not there.
  const ignored = await patch(now, { role: 'admin' })
  expect([ignored.status, ignored.headers.get('etag')]).toEqual([200, winner.headers.get('etag')])
  expect((await ask(incident.GET, '/', { params: { slug: 'none' } })).status).toBe(404)
})

test('related, pattern, search, recognise and premortem answer as the contract says', async () => {
  const relatives = await ask(related.GET, '/', bySlug)
  expect(relatives.json.items[0]).toMatchObject({ slug: DEMO.skill, relation: 'same-pattern' })
  expect((await ask(pattern.GET, '/', { params: { slug: DEMO.pattern } })).json).toMatchObject({ slug: DEMO.pattern })
  const found = await ask(search.GET, `/api/v1/search?q=${encodeURIComponent('ротация ключа')}&kind=incident`)
  expect(found.json.items[0]).toMatchObject({ kind: 'incident', slug: DEMO.keyRotation, lang: 'ru' })
  const alert = { method: 'POST', body: { text: '401 rate 12x baseline, kid mismatch, no deploy' } }
  expect((await ask(recognise.POST, '/', alert)).json).toMatchObject({
    skills: [{ slug: DEMO.skill }, {}],
  })
  const plan = { method: 'POST', body: { text: 'We rotate the signing key; the JWKS is cached for a day.' } }
  expect((await ask(premortem.POST, '/', plan)).json.patterns[0]).toMatchObject({ slug: DEMO.pattern })
  expect((await ask(recognise.POST, '/', { method: 'POST', body: { text: ' ' } })).status).toBe(400)
})

test('a skill is JSON, or a file with its metadata', async () => {
  expect((await ask(skill.GET, '/', { params: { slug: DEMO.skill } })).json).toMatchObject({ slug: DEMO.skill })
  const file = await ask(skill.GET, '/', { params: { slug: `${DEMO.skill}.md` } })
  expect(file.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(file.text).toMatch(/^---\n[^]*last-verified: "?2026-04-19[^]*\n---\n/)
  expect((await ask(skill.GET, '/', { params: { slug: 'none.md' } })).status).toBe(404)
})

test('a match is decided and an item is done', async () => {
  const params = { slug: DEMO.keyRotation, pattern: DEMO.pattern }
  const put = (body: unknown) => ask(match.PUT, '/', { as: 'write', method: 'PUT', body, params })
  expect((await put({ state: 'confirmed' })).status).toBe(200)
  expect((await put({ state: 'perhaps' })).status).toBe(400)
  const read = await ask(incident.GET, '/', bySlug)
  expect(read.json.patterns.find((one) => one.slug === DEMO.pattern)).toMatchObject({
    state: 'confirmed',
    decidedBy: 'Tess (token write)',
  })
  const id = read.json.actionItems[0]?.id
  const done = await ask(actionItem.PATCH, '/', {
    as: 'write',
    method: 'PATCH',
    body: { status: 'done' },
    params: { id },
  })
  expect(done.json).toMatchObject({ id, status: 'done', ageDays: null })
  const stale = { as: 'write' as const, method: 'PATCH', headers: { 'if-match': '"1"' }, params: { id } }
  expect((await ask(actionItem.PATCH, '/', { ...stale, body: { owner: 'x' } })).status).toBe(412)
  expect((await ask(actionItem.PATCH, '/', { ...stale, headers: {}, body: { titel: 'x' } })).status).toBe(400)
})

const NOTE = `---
hindsight: postmortem
title: Night of the full disk
lang: en
reportedOn: 2026-02-03
---

## Summary

The disk of the queue was full and writes failed.
`
const send = (body: unknown, path = '/api/v1/import', headers: Record<string, string> = {}) =>
  ask(importing.POST, path, { as: 'write', method: 'POST', body, headers })

test('text is imported once; a dry run shows the draft and keeps nothing', async () => {
  const dry = await send({ text: NOTE, filename: 'disk.md' }, '/api/v1/import?dryRun=1')
  expect(dry.json.documents).toMatchObject([{ outcome: 'created', draft: { title: 'Night of the full disk' } }])
  expect(await database.postmortem.count({ where: { title: 'Night of the full disk' } })).toBe(0)
  const first = await send({ text: NOTE, filename: 'disk.md' })
  expect(first.json.documents).toMatchObject([{ path: 'disk.md', outcome: 'created', kind: 'incident' }])
  expect((await send({ text: NOTE, filename: 'disk.md' })).json.documents).toMatchObject([{ outcome: 'unchanged' }])
})

test('files are imported together; one bad file does not stop the other', async () => {
  const form = new FormData()
  form.append('file', new File([NOTE.replaceAll('disk', 'cable')], 'cable.md'))
  form.append('file', new File([new Uint8Array([0x25, 0x50, 0x44, 0x46, 1, 2, 3])], 'scan.pdf'))
  const { status, json } = await send(form)
  expect(status).toBe(200)
  expect(json.documents).toMatchObject([
    { path: 'cable.md', outcome: 'created' },
    { path: 'scan.pdf', outcome: 'failed', problems: [{ level: 'error' }] },
  ])
})

test('bad imports are refused with a reason and leave nothing behind', async () => {
  const counts = () => Promise.all([database.source.count(), database.incident.count(), database.skill.count()])
  const before = await counts()
  const large = 'x'.repeat(7 * 1024 * 1024)
  const answers = [
    await send({ text: '' }),
    await send({ text: NOTE, format: 'novel' }),
    await send({ text: NOTE, langauge: 'en' }),
    await send('{"text": '),
    await send(NOTE, '/api/v1/import', { 'content-type': 'text/plain' }),
    await send({ text: large }),
    await send('no boundary', '/api/v1/import', { 'content-type': 'multipart/form-data; boundary=x' }),
    await send(new FormData()),
  ]
  expect(answers.map((answer) => answer.status)).toEqual([422, 400, 400, 400, 415, 413, 400, 400])
  for (const { json, text } of answers) {
    expect(typeof json.error?.message).toBe('string')
    expect(text).not.toMatch(/\bat \S+ \(|node_modules|prisma/i)
  }
  expect(await counts()).toEqual(before)
})
