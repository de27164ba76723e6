import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { findImportViewer } from '@/lib/auth/import-viewer'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { runImportJob } from '@/lib/jobs/run-import-job'
import { ImportStatusSchema } from '@/lib/schema/import'
import type { Scope } from '@/lib/schema/viewer'
import { numberedReport } from '@/tests/factories/numbered-report'
import * as importing from '../import/route'
import * as cancelling from './[id]/cancel/route'
import * as one from './[id]/route'
import * as undoing from './[id]/undo/route'
import * as imports from './route'

const secrets: Partial<Record<Scope, string>> = {}

beforeAll(async () => {
  const user = await database.user.create({ data: { name: 'Ada', email: 'ada@t.example', role: 'editor' } })
  for (const scope of ['read', 'write'] as const) {
    const secret = (secrets[scope] = `hs_${randomUUID()}`)
    const token = { name: scope, prefix: secret.slice(0, 7), hash: hashSecret(secret), scope, userId: user.id }
    await database.apiToken.create({ data: token })
  }
})

function ask(path: string, scope: Scope, init: RequestInit = {}): Request {
  const headers = { ...Object.fromEntries(new Headers(init.headers)), Authorization: `Bearer ${secrets[scope]}` }
  return new Request(`http://localhost:3000${path}`, { ...init, headers })
}
const at = (id: string) => ({ params: Promise.resolve({ id }) })
const nowhere = { params: Promise.resolve({}) }

const StartedSchema = z.object({ import: z.object({ id: z.string(), state: z.literal('waiting'), url: z.string() }) })
const ErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

async function start(count: number): Promise<string> {
  const form = new FormData()
  for (let number = 0; number < count; number++) form.append('file', new File([numberedReport(number)], `${number}.md`))
  const answer = await importing.POST(
    ask('/api/v1/import?background=1', 'write', { method: 'POST', body: form }),
    nowhere,
  )
  expect(answer.status).toBe(202)
  const { import: started } = StartedSchema.parse(await answer.json())
  expect(answer.headers.get('location')).toBe(started.url)
  return started.id
}

async function status(id: string, query = '') {
  const answer = await one.GET(ask(`/api/v1/imports/${id}${query}`, 'read'), at(id))
  expect(answer.status).toBe(200)
  return ImportStatusSchema.parse(await answer.json())
}

const work = (id: string) => runImportJob(id, { viewerFor: findImportViewer, stop: new AbortController().signal })

test('an import in the background is followed, listed and undone over the API', async () => {
  const id = await start(3)
  expect(await status(id)).toMatchObject({
    id,
    state: 'waiting',
    label: '3 files',
    via: 'api',
    by: 'Ada (token write)',
    done: 0,
  })
  await work(id)
  const ended = await status(id)
  expect(ended).toMatchObject({ state: 'finished', done: 3, total: 3, outcomes: { created: 3, failed: 0 } })
  expect(ended.lines.items.map(({ path }) => path)).toEqual(['0.md', '1.md', '2.md'])
  expect(ended.lines.items[1]).toMatchObject({ title: 'The search-1 service refused requests', outcome: 'created' })
  expect((await status(id, '?outcome=failed')).lines).toMatchObject({ items: [], total: 0, nextCursor: null })
  const audit = await database.auditEntry.findFirstOrThrow({ where: { action: 'incident.created' } })
  expect(audit).toMatchObject({ byName: 'Ada (token write)', via: 'token' })

  const listed = await imports.GET(ask('/api/v1/imports', 'read'), nowhere)
  expect(await listed.json()).toMatchObject({ items: [{ id, state: 'finished' }], total: 1, nextCursor: null })

  const tooLate = await one.DELETE(ask(`/api/v1/imports/${id}`, 'write', { method: 'DELETE' }), at(id))
  expect(tooLate.status).toBe(409)
  expect(ErrorSchema.parse(await tooLate.json()).error.message).toContain('ended')
  const undone = await undoing.POST(ask(`/api/v1/imports/${id}/undo`, 'write', { method: 'POST' }), at(id))
  expect(await undone.json()).toMatchObject({ state: 'undone', undoneBy: 'Ada (token write)', left: [] })
  expect(await database.incident.count({ where: { stub: false } })).toBe(0)
})

test('an import that waits is cancelled by DELETE and by POST', async () => {
  const first = await start(2)
  const deleted = await one.DELETE(ask(`/api/v1/imports/${first}`, 'write', { method: 'DELETE' }), at(first))
  expect(await deleted.json()).toMatchObject({ state: 'cancelled', done: 0 })
  const second = await start(2)
  const posted = await cancelling.POST(ask(`/api/v1/imports/${second}/cancel`, 'write', { method: 'POST' }), at(second))
  expect(await posted.json()).toMatchObject({ state: 'cancelled' })
})

test('a token that may only read starts, cancels and undoes nothing', async () => {
  const id = await start(1)
  const form = new FormData()
  form.append('file', new File(['text'], 'a.md'))
  const answers = [
    await importing.POST(ask('/api/v1/import?background=1', 'read', { method: 'POST', body: form }), nowhere),
    await one.DELETE(ask(`/api/v1/imports/${id}`, 'read', { method: 'DELETE' }), at(id)),
    await undoing.POST(ask(`/api/v1/imports/${id}/undo`, 'read', { method: 'POST' }), at(id)),
  ]
  expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403])
  expect((await status(id)).state).toBe('waiting')
})

test('who has lost the right to write meanwhile imports nothing', async () => {
  const id = await start(1)
  await database.user.updateMany({ where: { name: 'Ada' }, data: { role: 'viewer' } })
  await work(id)
  await database.user.updateMany({ where: { name: 'Ada' }, data: { role: 'editor' } })
  expect(await status(id)).toMatchObject({ state: 'failed', done: 0 })
})

test.each([
  [{ url: 'http://169.254.169.254/latest/meta-data' }, 400],
  [{ url: 'ftp://example.org/report.md' }, 400],
  [{ url: 'https://example.org/', text: 'both' }, 400],
  [{}, 400],
])('%j is answered with %i', async (body, expected) => {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  const answer = await importing.POST(ask('/api/v1/import?background=1', 'write', init), nowhere)
  expect(answer.status).toBe(expected)
  expect(ErrorSchema.parse(await answer.json()).error.code).toBe('bad_input')
})

test('an import that is not there is not found', async () => {
  for (const id of ['none', randomUUID()]) {
    expect((await one.GET(ask(`/api/v1/imports/${id}`, 'read'), at(id))).status).toBe(404)
    expect((await undoing.POST(ask(`/api/v1/imports/${id}/undo`, 'write', { method: 'POST' }), at(id))).status).toBe(
      404,
    )
  }
})
