import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { findImportViewer } from '@/lib/auth/import-viewer'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { runImportJob } from '@/lib/jobs/run-import-job'
import { ImportLineSchema, ImportStatusSchema } from '@/lib/schema/import'
import type { Scope } from '@/lib/schema/viewer'
import { retryImport } from '@/lib/store/import-jobs'
import { numberedReport } from '@/tests/factories/numbered-report'
import { testViewer } from '@/tests/factories/viewer'
import * as importing from '../import/route'
import * as cancelling from './[id]/cancel/route'
import * as retrying from './[id]/retry/route'
import * as one from './[id]/route'
import * as undoing from './[id]/undo/route'
import * as imports from './route'

const secrets: Partial<Record<Scope, string>> = {}
const ids: Partial<Record<Scope, string>> = {}

/** New tokens of Ada, who writes. */
beforeEach(async () => {
  const ada = { name: 'Ada', email: 'ada@t.example', role: 'editor', disabledAt: null } as const
  const user = await database.user.upsert({ where: { email: ada.email }, create: ada, update: ada })
  for (const scope of ['read', 'write'] as const) {
    const secret = (secrets[scope] = `hs_${randomUUID()}`)
    const token = { name: scope, prefix: secret.slice(0, 7), hash: hashSecret(secret), scope, userId: user.id }
    ids[scope] = (await database.apiToken.create({ data: token })).id
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

async function start(count: number, first = 0): Promise<string> {
  const form = new FormData()
  for (let number = first; number < first + count; number++) {
    form.append('file', new File([numberedReport(number)], `${number}.md`))
  }
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

const retry = (id: string) => retrying.POST(ask(`/api/v1/imports/${id}/retry`, 'write', { method: 'POST' }), at(id))

test('who has lost the right to write meanwhile imports nothing, and the files are kept until it is back', async () => {
  const id = await start(1)
  await database.user.updateMany({ where: { name: 'Ada' }, data: { role: 'viewer' } })
  await work(id)
  await database.user.updateMany({ where: { name: 'Ada' }, data: { role: 'editor' } })
  expect(await status(id)).toMatchObject({ state: 'failed', done: 0, retryable: 1 })
  expect((await retry(id)).status).toBe(200)
  await work(id)
  expect(await status(id)).toMatchObject({ state: 'finished', done: 1, retryable: 0 })
})

test.each([
  [
    'the account is disabled',
    () => database.user.updateMany({ where: { name: 'Ada' }, data: { disabledAt: new Date() } }),
  ],
  ['the role is lowered', () => database.user.updateMany({ where: { name: 'Ada' }, data: { role: 'viewer' } })],
  [
    'the token is revoked',
    () => database.apiToken.updateMany({ where: { id: ids.write ?? '' }, data: { revokedAt: new Date() } }),
  ],
])('a running import stores no further documents when %s', async (_what, lose) => {
  const first = 100 + (await database.importLine.count())
  const id = await start(120, first)
  let asked = 0
  // It is asked for at the beginning and before each transaction: the first of those stores, then the right is lost.
  const viewerFor: typeof findImportViewer = async (starter) => {
    if (++asked === 3) await lose()
    return findImportViewer(starter)
  }
  await runImportJob(id, { viewerFor, stop: new AbortController().signal })
  const { state, error, done } = await database.import.findUniqueOrThrow({ where: { id } })
  expect({ state, error }).toEqual({
    state: 'failed',
    error: 'Ada (token write) may not import any more, so nothing further was imported.',
  })
  expect(done).toBeGreaterThan(0)
  expect(done).toBeLessThan(120)
  const lines = await database.importLine.findMany({ where: { importId: id } })
  expect(lines.map(({ outcome }) => outcome)).toEqual(lines.map(() => 'created'))
  expect(await database.importItem.count({ where: { importId: id } })).toBeGreaterThanOrEqual(120 - done)
})

test('an import at once stores no further documents when the token is revoked', async () => {
  // The transaction that stores the first documents revokes it.
  await database.$executeRawUnsafe(`
    CREATE FUNCTION revoke_token() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN UPDATE "ApiToken" SET "revokedAt" = now() WHERE "id" = '${ids.write}'; RETURN NULL; END $$`)
  await database.$executeRawUnsafe(
    'CREATE TRIGGER revoke AFTER INSERT ON "Import" FOR EACH ROW EXECUTE FUNCTION revoke_token()',
  )
  const form = new FormData()
  for (let number = 3000; number < 3120; number++)
    form.append('file', new File([numberedReport(number)], `${number}.md`))
  let answer: Response
  try {
    answer = await importing.POST(ask('/api/v1/import', 'write', { method: 'POST', body: form }), nowhere)
  } finally {
    await database.$executeRawUnsafe('DROP TRIGGER revoke ON "Import"')
    await database.$executeRawUnsafe('DROP FUNCTION revoke_token')
  }
  expect(answer.status).toBe(200)
  const { documents } = z.object({ documents: z.array(ImportLineSchema) }).parse(await answer.json())
  const message = 'Ada (token write) may not import any more, so nothing further was imported.'
  expect(documents.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'forbidden', message } })
  const stored = documents.filter(({ outcome }) => outcome === 'created').length
  expect([stored > 0, stored < 120]).toEqual([true, true])
  const { state, error, done } = await database.import.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  expect({ state, error, done }).toEqual({ state: 'failed', error: message, done: stored })
})

test('an import in the background is not begun with a token that was revoked while its files came in', async () => {
  const before = await database.import.count()
  const form = new FormData()
  form.append('file', new File([numberedReport(3200)], '3200.md'))
  const whole = ask('/api/v1/import?background=1', 'write', { method: 'POST', body: form })
  const bytes = new Uint8Array(await whole.arrayBuffer())
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    await database.apiToken.updateMany({ where: { id: ids.write ?? '' }, data: { revokedAt: new Date() } })
    controller.enqueue(bytes)
    controller.close()
  }
  // Asked for nothing before it is read.
  const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 })
  const request = new Request(whole.url, {
    method: 'POST',
    headers: whole.headers,
    body,
    duplex: 'half',
  } as RequestInit)
  expect((await importing.POST(request, nowhere)).status).toBe(403)
  expect(await database.import.count()).toBe(before)
})

test('an import that waits ends with the token that it was started with, until whoever started it tries again', async () => {
  const revoke = () => database.apiToken.updateMany({ where: { id: ids.write ?? '' }, data: { revokedAt: new Date() } })
  const id = await start(2, 2000)
  await revoke()
  await work(id)
  expect(await database.import.findUnique({ where: { id } })).toMatchObject({ state: 'failed', done: 0 })
  // Somebody else sets it going, in the name and with the rights of Ada: her token has still ended.
  await retryImport(testViewer('write', 'Ben'), id)
  await work(id)
  expect(await database.import.findUnique({ where: { id } })).toMatchObject({ state: 'failed', done: 0 })
  const { userId } = await database.apiToken.findUniqueOrThrow({ where: { id: ids.write ?? '' } })
  await retryImport({ ...testViewer('write', 'Ada'), userId }, id)
  await work(id)
  expect(await database.import.findUnique({ where: { id } })).toMatchObject({ state: 'finished', done: 2 })
})

test('of an import that is undone nothing is kept, and nothing is offered to be tried again', async () => {
  const id = await start(2, 2020)
  await database.user.updateMany({ where: { name: 'Ada' }, data: { role: 'viewer' } })
  await work(id)
  expect(await database.importItem.count({ where: { importId: id } })).toBe(2)
  await database.user.updateMany({ where: { name: 'Ada' }, data: { role: 'editor' } })
  await undoing.POST(ask(`/api/v1/imports/${id}/undo`, 'write', { method: 'POST' }), at(id))
  expect(await database.importItem.count({ where: { importId: id } })).toBe(0)
  expect(await status(id)).toMatchObject({ state: 'undone', retryable: 0 })
  expect((await retry(id)).status).toBe(409)
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
