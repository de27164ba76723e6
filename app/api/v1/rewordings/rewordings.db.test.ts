import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { RewordingSchema } from '@/lib/schema/rewording'
import type { Scope } from '@/lib/schema/viewer'
import { materialOf, refuse, startModelServer, type ModelServer } from '@/tests/factories/model-server'
import { POST } from './route'

const tokens: Partial<Record<Scope, string>> = {}
let server: ModelServer

beforeAll(async () => {
  server = await startModelServer()
  process.env.MODEL_BASE_URL = server.url
  process.env.MODEL_NAME = 'loopback'
  const user = await database.user.create({ data: { name: 'Ada', email: 'ada@t.example', role: 'editor' } })
  for (const scope of ['read', 'write'] as const) {
    const token = (tokens[scope] = `hs_${randomUUID()}`)
    const data = { name: scope, prefix: token.slice(0, 7), hash: hashSecret(token), scope, userId: user.id }
    await database.apiToken.create({ data })
  }
})
afterAll(() => server.close())
beforeEach(() => {
  server.calls.length = 0
  server.answers.length = 0
})

/** Made here, so that no file holds anything that looks like a key. */
const KEY = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_')
const SAID = `so we exported GITHUB_TOKEN=${KEY} and the mirror job is green again`

const request = (text: string) => ({
  lang: 'en',
  lines: [{ list: 'timeline', index: 0, text, messages: ['1776600000.000100'] }],
  messages: [{ id: '1776600000.000100', author: 'maya', text: SAID }],
  people: ['maya'],
})
function post(body: unknown, scope: Scope = 'write') {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${tokens[scope]}` }
  const url = 'http://localhost:3000/api/v1/rewordings'
  return POST(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) }), {
    params: Promise.resolve({}),
  })
}
const messageOf = async (answer: Response) =>
  z.object({ error: z.object({ message: z.string() }) }).parse(await answer.json()).error.message

test('secrets are masked before anything leaves, and so is the answer checked', async () => {
  const after = 'The mirror job is green again'
  const citations = [{ message: 'm1', quote: 'the mirror job is green again' }]
  server.answers.push(JSON.stringify({ lines: [{ line: 1, text: after, citations }] }))
  const answer = await post(request('the mirror job is green again'))
  expect(answer.status).toBe(200)
  const rewording = RewordingSchema.parse(await answer.json())
  expect(rewording.lines.map((line) => line.after)).toEqual([after])
  expect(server.calls).toHaveLength(1)
  expect(JSON.stringify(server.calls)).not.toContain(KEY)
  expect(materialOf(server.calls[0]).messages[0]?.text).toMatch(/GITHUB_TOKEN=MASKED_\w+ and the mirror job/)
})

test('a line with a key is masked as well, and its mark has to stay', async () => {
  const citations = [{ message: 'm1', quote: 'the mirror job is green again' }]
  server.answers.push(JSON.stringify({ lines: [{ line: 1, text: 'A key was exported', citations }] }))
  const rewording = RewordingSchema.parse(await (await post(request(SAID))).json())
  expect(JSON.stringify(server.calls)).not.toContain(KEY)
  expect(rewording.dropped).toMatchObject([{ line: 0, reason: 'lost' }])
})

test('who may only read cannot send anything, and a request that is none is refused', async () => {
  expect((await post(request('the mirror job'), 'read')).status).toBe(403)
  expect((await post({ ...request('x'), owner: 'mallory' })).status).toBe(400)
  expect((await post({ ...request('x'), lines: [] })).status).toBe(400)
  expect(server.calls).toEqual([])
})

test('a failure of the endpoint is a sentence and no failure of ours', async () => {
  server.answers.push(refuse(401, 'bad key'))
  const refused = await post(request('the mirror job'))
  expect(refused.status).toBe(415)
  expect(await messageOf(refused)).toMatch(/refuses the key/)
  server.answers.length = 0
  server.answers.push('I cannot help with that.')
  const junk = await post(request('the mirror job'))
  expect(junk.status).toBe(422)
  expect(await messageOf(junk)).toMatch(/not in the form.*The draft is as it was/)
})
