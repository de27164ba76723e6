import { beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { isUnchangedSince, readSnapshot } from '@/lib/query/content-changes'
import type { Viewer } from '@/lib/schema/viewer'
import { person } from '@/tests/factories/people'
import { answerRemembering } from './answer-memory'

let mira: Viewer
let noah: Viewer
let made = 0
let status = 200

beforeAll(async () => {
  mira = await person('mira', 'viewer')
  noah = await person('noah', 'editor')
})
beforeEach(() => {
  made = 0
  status = 200
})

const remembering = answerRemembering({ readSnapshot, isUnchangedSince })
/** Answers with how often it was asked to. */
const makeRoute = () =>
  remembering(async (_viewer: Viewer, request: Request, params: { slug: string }) => {
    await request.text()
    made++
    return Response.json({ made, ...params }, { status, headers: { ETag: `"${made}"` } })
  })
const route = makeRoute()
const ask = async (viewer: Viewer, address: string, headers: Record<string, string> = {}, slug = '', by = route) => {
  const response = await by(viewer, new Request(`http://localhost:3000${address}`, { headers }), { slug })
  const body: unknown = await response.json()
  return { body, etag: response.headers.get('etag'), type: response.headers.get('content-type') }
}

test('the same is answered to the same viewer until something is stored', async () => {
  const first = await ask(mira, '/a')
  expect(await ask(mira, '/a')).toEqual(first)
  await database.team.create({ data: { slug: 'a-team', name: 'A team' } })
  expect(await ask(mira, '/a')).toEqual({ ...first, body: { made: 2, slug: '' }, etag: '"2"' })
})

test('another viewer, address or header is another question, and so is one that wants it anew', async () => {
  await ask(mira, '/b')
  expect((await ask(noah, '/b')).body).toMatchObject({ made: 2 })
  expect((await ask(mira, '/b?page=2')).body).toMatchObject({ made: 3 })
  expect((await ask(mira, '/b', { 'accept-language': 'de' })).body).toMatchObject({ made: 4 })
  expect((await ask(mira, '/b', { 'cache-control': 'no-cache' })).body).toMatchObject({ made: 5 })
  // As after a change of role: the session is the same, the rights are not.
  expect((await ask({ ...mira, role: 'admin', scope: 'admin', reach: 'all' }, '/b')).body).toMatchObject({ made: 6 })
  expect((await ask(mira, '/b')).body).toMatchObject({ made: 1 })
})

test('what the address names, and the route that it leads to, are part of the question', async () => {
  await ask(mira, '/d', {}, 'x')
  expect((await ask(mira, '/d', {}, 'y')).body).toEqual({ made: 2, slug: 'y' })
  expect((await ask(mira, '/d', {}, 'x', makeRoute())).body).toEqual({ made: 3, slug: 'x' })
  expect((await ask(mira, '/d', {}, 'x')).body).toEqual({ made: 1, slug: 'x' })
})

test('whoever has the answer already is told so', async () => {
  const { etag } = await ask(mira, '/e')
  const again = (tag: string) =>
    route(mira, new Request('http://localhost:3000/e', { headers: { 'if-none-match': tag } }), { slug: '' })
  const same = await again(etag ?? '')
  expect({ status: same.status, etag: same.headers.get('etag'), text: await same.text() }).toEqual({
    status: 304,
    etag,
    text: '',
  })
  expect((await again('"other"')).status).toBe(200)
})

test('a failure is not remembered', async () => {
  status = 404
  await ask(mira, '/c')
  status = 200
  expect((await ask(mira, '/c')).body).toMatchObject({ made: 2 })
})
