import { beforeAll, expect, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { ActionItemViewSchema } from '@/lib/schema/action-item'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import * as item from './[id]/route'
import * as items from './route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

beforeAll(async () => {
  await loadDemoContent()
  const user = await database.user.create({ data: { name: 'maya', email: 'maya@acme.example', role: 'editor' } })
  const token = { name: 'maya', prefix: 'hs_', hash: hashSecret('hs_maya'), scope: 'write' as const, userId: user.id }
  await database.apiToken.create({ data: token })
})

function request(method: string, body?: unknown, ifMatch?: string): Request {
  return new Request('http://localhost/api/v1/action-items', {
    method,
    headers: {
      authorization: 'Bearer hs_maya',
      'content-type': 'application/json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
const at = <P extends object>(params: P) => ({ params: Promise.resolve(params) })
const of = { kind: 'incident', slug: DEMO.keyRotation }

test('an item is added with every field, changed under the names that it answers with, and removed', async () => {
  const first = await items.POST(request('POST', { of, title: 'Invalidate the cache on rotation' }), at({}))
  expect(first.status).toBe(201)
  const dependsOn = ActionItemViewSchema.parse(await first.json())
  expect(dependsOn).toMatchObject({ status: 'open', priority: null, evidence: null, from: { slug: DEMO.keyRotation } })
  const given = {
    description: 'With a **flag**.',
    status: 'in-progress',
    owner: 'maya',
    due: '2027-01-31',
    priority: 'high',
    kind: 'prevent',
    scope: 'only in eu-west',
    condition: 'until invalidation works',
    dependency: 'invalidate, then rotate',
    ticket: 'OPS-12',
  }
  const body = { of, title: 'Rotate every quarter', ...given, dependsOn: dependsOn.id }
  const answer = await items.POST(request('POST', body), at({}))
  const added = ActionItemViewSchema.parse(await answer.json())
  const one = (text: string) => Object.fromEntries(Object.keys(added.title).map((lang) => [lang, text]))
  expect(added).toMatchObject({
    ...given,
    description: one(given.description),
    scope: one(given.scope),
    condition: one(given.condition),
    dependency: one(given.dependency),
    dependsOn: { id: dependsOn.id },
    waits: true,
  })
  expect(answer.headers.get('location')).toMatch(new RegExp(`/api/v1/action-items/${added.id}$`))
  const { id } = added
  const etag = answer.headers.get('etag') ?? ''
  const done = await item.PATCH(
    request('PATCH', { status: 'done', evidence: 'https://ci.example/7', dependsOn: null, scope: null }, etag),
    at({ id }),
  )
  expect(done.status).toBe(200)
  expect(ActionItemViewSchema.parse(await done.json())).toMatchObject({
    evidence: { kind: 'link', text: 'https://ci.example/7' },
    dependsOn: null,
    scope: null,
  })
  expect((await item.DELETE(request('DELETE', undefined, etag), at({ id }))).status).toBe(412)
  expect((await item.DELETE(request('DELETE'), at({ id }))).status).toBe(204)
  expect((await item.GET(request('GET'), at({ id }))).status).toBe(404)
})

test('what cannot be added or removed is refused with a reason', async () => {
  const status = async (body: unknown) => (await items.POST(request('POST', body), at({}))).status
  expect(await status({ of, title: 'Rotate on Mondays' })).toBe(201)
  expect(await status({ of, title: 'Rotate on Mondays.' })).toBe(409)
  expect(await status({ of: { kind: 'incident', slug: 'no-such-incident' }, title: 'x' })).toBe(404)
  expect(await status({ of, title: 'y', evidence: 'javascript:alert(1)' })).toBe(400)
  expect(await status({ of, title: 'z', dependsOn: crypto.randomUUID() })).toBe(404)
  const told = await database.actionItem.findFirstOrThrow({ where: { changes: { none: {} } } })
  expect((await item.DELETE(request('DELETE'), at({ id: told.id }))).status).toBe(422)
})
