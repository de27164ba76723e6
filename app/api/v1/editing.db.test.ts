import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { EditDifferenceSchema, RevisionListSchema, RevisionViewSchema } from '@/lib/schema/revision'
import { loadDemoContent, DEMO } from '@/tests/factories/demo-content'
import * as actionItem from './action-items/[id]/route'
import * as comments from './incidents/[slug]/comments/route'
import * as comment from './comments/[id]/route'
import * as restore from './incidents/[slug]/revisions/[number]/restore/route'
import * as revision from './incidents/[slug]/revisions/[number]/route'
import * as revisions from './incidents/[slug]/revisions/route'
import * as incident from './incidents/[slug]/route'
import * as stage from './incidents/[slug]/stage/route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

const SECRET = 'ghp_' + 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'
const slug = DEMO.keyRotation

beforeAll(async () => {
  await loadDemoContent()
  for (const [name, scope] of [
    ['maya', 'write'],
    ['sam', 'write'],
    ['vera', 'read'],
  ] as const) {
    const role = scope === 'write' ? 'editor' : 'viewer'
    const user = await database.user.create({ data: { name, email: `${name}@acme.example`, role } })
    const token = { name, prefix: 'hs_', hash: hashSecret(`hs_${name}`), scope, userId: user.id }
    await database.apiToken.create({ data: token })
  }
})

type Asked = { method?: string; body?: unknown; ifMatch?: string; query?: string }
function request(who: string, { method = 'GET', body, ifMatch, query = '' }: Asked = {}): Request {
  return new Request(`http://localhost/api/v1/x${query}`, {
    method,
    headers: {
      authorization: `Bearer hs_${who}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
const at = <P>(params: P) => ({ params: Promise.resolve(params) })
const ErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional(),
    difference: z.array(EditDifferenceSchema).optional(),
  }),
})
const etagOf = async () => (await incident.GET(request('maya'), at({ slug }))).headers.get('etag') ?? ''

test('two editors: one wins, the other gets 412 and the difference', async () => {
  const seen = await etagOf()
  const patch = (who: string, body: unknown, ifMatch?: string) =>
    incident.PATCH(request(who, { method: 'PATCH', body, ...(ifMatch === undefined ? {} : { ifMatch }) }), at({ slug }))
  expect((await patch('maya', { severity: 'SEV1', tags: ['auth'] }, seen)).status).toBe(200)
  const late = await patch('sam', { severity: 'SEV3', title: 'Keys went stale' }, seen)
  expect(late.status).toBe(412)
  const { error } = ErrorSchema.parse(await late.json())
  expect(error.code).toBe('stale')
  expect(error.difference?.find(({ field }) => field === 'severity')).toEqual({
    field: 'severity',
    base: null,
    theirs: 'SEV1',
    yours: 'SEV3',
    conflict: true,
  })
  expect(error.difference?.find(({ field }) => field === 'tags')).toMatchObject({ theirs: ['auth'], conflict: false })
  expect(error.fields?.['severity']).toBe('It was unknown, is “SEV1” now, and you would make it “SEV3”.')
  // Nothing of the late edit is stored, and with what is stored now it goes through.
  expect(await database.incident.findUniqueOrThrow({ where: { slug } })).toMatchObject({ severity: 'SEV1' })
  expect((await patch('sam', { severity: 'SEV3' }, await etagOf())).status).toBe(200)
  expect((await patch('sam', { severity: 'SEV3' })).status).toBe(428)
})

test('forty edits at once that name the same version: one wins, thirty-nine get 412', async () => {
  const ifMatch = await etagOf()
  const statuses = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const asked = { method: 'PATCH', body: { severity: `SEV${index + 10}` }, ifMatch }
      return (await incident.PATCH(request(index % 2 ? 'maya' : 'sam', asked), at({ slug }))).status
    }),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  expect(statuses.filter((status) => status === 412)).toHaveLength(39)
})

test('an action item that somebody has changed meanwhile: 412 with what it was, what it is and what was wanted', async () => {
  const { id, status } = await database.actionItem.findFirstOrThrow({ where: { incidentId: { not: null } } })
  const seen = (await actionItem.GET(request('maya'), at({ id }))).headers.get('etag') ?? ''
  const patch = (who: string, body: unknown) =>
    actionItem.PATCH(request(who, { method: 'PATCH', body, ifMatch: seen }), at({ id }))
  expect((await patch('maya', { owner: 'deepak', status: 'blocked' })).status).toBe(200)
  const late = await patch('sam', { owner: 'sam' })
  expect(late.status).toBe(412)
  const { difference } = ErrorSchema.parse(await late.json()).error
  expect(difference).toContainEqual({ field: 'owner', base: null, theirs: 'deepak', yours: 'sam', conflict: true })
  expect(difference).toContainEqual({
    field: 'status',
    base: status,
    theirs: 'blocked',
    yours: status,
    conflict: false,
  })
})

test('restore of a revision: a new revision, by who may write, with the present version', async () => {
  const list = RevisionListSchema.parse(await (await revisions.GET(request('vera'), at({ slug }))).json())
  const first = String(list.revisions.at(-1)?.number)
  const shown = await revision.GET(request('vera', { query: `?against=${list.version}` }), at({ slug, number: first }))
  const view = RevisionViewSchema.parse(await shown.json())
  expect(view.parts.flatMap(({ fields }) => fields.map(({ path }) => path))).toContain('severity')
  expect(view.later).toHaveLength(list.revisions.length - 1)
  const post = (who: string, ifMatch?: string) =>
    restore.POST(request(who, { method: 'POST', ...(ifMatch ? { ifMatch } : {}) }), at({ slug, number: first }))
  expect((await post('vera', await etagOf())).status).toBe(403)
  expect((await post('sam')).status).toBe(428)
  expect((await post('sam', '"1"')).status).toBe(412)
  expect((await post('sam', await etagOf())).status).toBe(200)
  const after = RevisionListSchema.parse(await (await revisions.GET(request('maya'), at({ slug }))).json())
  expect(after.revisions).toHaveLength(list.revisions.length + 1)
  expect(after.revisions.slice(1).map(({ number }) => number)).toEqual(list.revisions.map(({ number }) => number))
  expect(await database.incident.findUniqueOrThrow({ where: { slug } })).toMatchObject({ severity: null })
  expect((await revision.GET(request('maya'), at({ slug, number: 'x' }))).status).toBe(400)
  expect((await revision.GET(request('maya'), at({ slug, number: '999' }))).status).toBe(404)
})

test('secrets in an edit or a comment are masked before they are stored, and no revision brings them back', async () => {
  const asked = { method: 'PATCH', body: { title: `Leaked ${SECRET}` }, ifMatch: await etagOf() }
  expect((await incident.PATCH(request('maya', asked), at({ slug }))).status).toBe(200)
  await comments.POST(request('maya', { method: 'POST', body: { text: `see ${SECRET}` } }), at({ slug }))
  const again = { method: 'PATCH', body: { title: 'Another title' }, ifMatch: await etagOf() }
  await incident.PATCH(request('maya', again), at({ slug }))
  const stored = await database.$queryRaw`
    SELECT (SELECT json_agg(r.fields)::text FROM "IncidentRevision" r) AS revisions,
      (SELECT json_agg(c)::text FROM "Comment" c) AS comments, (SELECT json_agg(a.changes)::text FROM "AuditEntry" a) AS audit`
  expect(JSON.stringify(stored)).toContain('MASKED')
  expect(JSON.stringify(stored)).not.toContain(SECRET)
})

test('comments and stages by the API: a read token reads, a write token writes, a stage needs the version', async () => {
  const added = await comments.POST(request('maya', { method: 'POST', body: { text: 'Really, @sam?' } }), at({ slug }))
  expect(added.status).toBe(201)
  const { id } = z.object({ id: z.string() }).parse(await added.json())
  const read = z.object({ items: z.array(z.object({ text: z.string() })) })
  const { items } = read.parse(await (await comments.GET(request('vera'), at({ slug }))).json())
  expect(items.map(({ text }) => text)).toContain('Really, @sam?')
  const write = { method: 'POST', body: { text: 'No' } }
  expect((await comments.POST(request('vera', write), at({ slug }))).status).toBe(403)
  const resolve = { method: 'PATCH', body: { resolved: true } }
  expect((await comment.PATCH(request('sam', resolve), at({ id }))).status).toBe(200)
  expect((await comment.DELETE(request('sam', { method: 'DELETE' }), at({ id }))).status).toBe(403)
  expect((await comment.DELETE(request('maya', { method: 'DELETE' }), at({ id }))).status).toBe(204)
  const draft = { method: 'PUT', body: { to: 'draft' } }
  expect((await stage.PUT(request('maya', draft), at({ slug }))).status).toBe(428)
  expect((await stage.PUT(request('maya', { ...draft, ifMatch: await etagOf() }), at({ slug }))).status).toBe(200)
  const view: unknown = await (await incident.GET(request('maya'), at({ slug }))).json()
  expect(view).toMatchObject({ stage: 'draft' })
})
