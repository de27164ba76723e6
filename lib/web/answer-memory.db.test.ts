import { beforeAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { isUnchangedSince, readSnapshot } from '@/lib/query/content-changes'
import type { Viewer } from '@/lib/schema/viewer'
import { person } from '@/tests/factories/people'
import { answerRemembering } from './answer-memory'

let mira: Viewer
let noah: Viewer
let made = 0

beforeAll(async () => {
  mira = await person('mira', 'viewer')
  noah = await person('noah', 'editor')
})
beforeEach(() => {
  made = 0
})

/** Answers with how often it was asked to. */
const answer = answerRemembering({ readSnapshot, isUnchangedSince })(async (
  _viewer: Viewer,
  request: Request,
  status: number,
) => {
  await request.text()
  made++
  return Response.json({ made }, { status, headers: { ETag: `"${made}"` } })
})
const ask = async (viewer: Viewer, address: string, headers: Record<string, string> = {}, status = 200) => {
  const response = await answer(viewer, new Request(`http://localhost:3000${address}`, { headers }), status)
  const body: unknown = await response.json()
  return { body, etag: response.headers.get('etag'), type: response.headers.get('content-type') }
}

test('the same is answered to the same viewer until something is stored', async () => {
  const first = await ask(mira, '/a')
  expect(await ask(mira, '/a')).toEqual(first)
  await database.team.create({ data: { slug: 'a-team', name: 'A team' } })
  expect(await ask(mira, '/a')).toEqual({ ...first, body: { made: 2 }, etag: '"2"' })
})

test('another viewer, address or header is another question, and so is one that wants it anew', async () => {
  await ask(mira, '/b')
  expect((await ask(noah, '/b')).body).toEqual({ made: 2 })
  expect((await ask(mira, '/b?page=2')).body).toEqual({ made: 3 })
  expect((await ask(mira, '/b', { 'accept-language': 'de' })).body).toEqual({ made: 4 })
  expect((await ask(mira, '/b', { 'cache-control': 'no-cache' })).body).toEqual({ made: 5 })
  // As after a change of role: the session is the same, the rights are not.
  expect((await ask({ ...mira, role: 'admin', scope: 'admin', reach: 'all' }, '/b')).body).toEqual({ made: 6 })
  expect((await ask(mira, '/b')).body).toEqual({ made: 1 })
})

test('a failure is not remembered', async () => {
  await ask(mira, '/c', {}, 404)
  expect((await ask(mira, '/c')).body).toEqual({ made: 2 })
})
