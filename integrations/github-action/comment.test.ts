import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'

/** GitHub and Hindsight in one, as far as the action speaks with them. */
type Comment = { id: number; body: string; user: { type: string; login?: string } }
type World = {
  comments: Comment[]
  asked: { text: string }[]
  writes: string[]
  diff: string | number
  answer: unknown
  login: string | null
}

const PATTERNS = [{ slug: 'limit-exhaustion', title: 'A limit is met', score: 0.6 }]
const MARKDOWN = '### What went wrong\n\n- [ ] How many? (why)\n- [ ] Until when? (why)\n'
const BodySchema = z.object({ body: z.string() })

let world: World
let server: Server
let address = ''
let folder = ''

async function answer(request: IncomingMessage): Promise<[number, string]> {
  const { method = '', url = '', headers } = request
  const body = await text(request)
  const call = `${method} ${url.replace(/\?.*/, '')}`
  if (url.startsWith('/api/v1/premortem')) {
    if (headers.authorization !== 'Bearer hs_read') return [401, '{}']
    world.asked.push(z.object({ text: z.string() }).parse(JSON.parse(body)))
    return typeof world.answer === 'number' ? [world.answer, 'away'] : [200, JSON.stringify(world.answer)]
  }
  if (headers.authorization !== 'Bearer gh') return [401, '{}']
  if (call === 'GET /user') return world.login === null ? [403, '{}'] : [200, JSON.stringify({ login: world.login })]
  if (call === 'GET /repos/o/r/pulls/7') {
    return typeof world.diff === 'number' ? [world.diff, '{}'] : [200, world.diff]
  }
  if (call === 'GET /repos/o/r/issues/7/comments') {
    const page = Number(new URL(url, 'http://x').searchParams.get('page'))
    return [200, JSON.stringify(world.comments.slice((page - 1) * 100, page * 100))]
  }
  world.writes.push(call)
  const written = BodySchema.parse(JSON.parse(body)).body
  if (call === 'POST /repos/o/r/issues/7/comments') {
    world.comments.push({ id: 900 + world.comments.length, body: written, user: { type: 'Bot' } })
    return [201, '{}']
  }
  const known = world.comments.find(({ id }) => call === `PATCH /repos/o/r/issues/comments/${id}`)
  if (!known) return [404, '{}']
  known.body = written
  return [200, '{}']
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'hindsight-action-'))
  server = createServer((request, response) => {
    void answer(request).then(([status, body]) => response.writeHead(status).end(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  const answered = { patterns: PATTERNS, checklist: [], incidents: [], markdown: MARKDOWN }
  world = { comments: [], asked: [], writes: [], diff: '--- a/x\n+++ b/x\n', answer: answered, login: null }
})

const EVENT = { pull_request: { number: 7, title: 'Raise the pool', body: 'From 20 to 200 %0A::error::x' } }

/** Runs the action's script as the workflow does; gives its exit code, its output and its outputs. */
async function run(settings: Record<string, string> = {}, event: unknown = EVENT) {
  const [eventFile, outputs] = [path.join(folder, 'event.json'), path.join(folder, 'outputs')]
  writeFileSync(eventFile, JSON.stringify(event))
  writeFileSync(outputs, '')
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH ?? '',
    GITHUB_EVENT_PATH: eventFile,
    GITHUB_OUTPUT: outputs,
    GITHUB_API_URL: address,
    GITHUB_REPOSITORY: 'o/r',
    GITHUB_TOKEN: 'gh',
    HINDSIGHT_URL: `${address}/`,
    HINDSIGHT_TOKEN: 'hs_read',
    ...settings,
  }
  const file = path.join(import.meta.dirname, 'comment.mjs')
  const ended = await promisify(execFile)(process.execPath, [file], { env }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (failed: { code: number; stdout: string }) => ({ code: failed.code, stdout: failed.stdout }),
  )
  return { ...ended, outputs: readFileSync(outputs, 'utf8') }
}

test('title, description and diff are sent, and one comment is made and kept', async () => {
  expect(await run()).toMatchObject({ code: 0, outputs: 'patterns=limit-exhaustion\nscore=0.6\n' })
  expect(world.asked[0]?.text).toBe('# Raise the pool\n\nFrom 20 to 200 %0A::error::x\n\n--- a/x\n+++ b/x\n')
  expect(world.comments.map(({ body }) => body)).toEqual([`<!-- hindsight-premortem -->\n${MARKDOWN}`])
  await run()
  expect(world.writes).toEqual(['POST /repos/o/r/issues/7/comments'])
})

test('the comment is brought up to date, ticked boxes stay ticked; one that only quotes the marker is left alone', async () => {
  const others = Array.from({ length: 120 }, (_, id) => ({ id, body: 'x', user: { type: 'User' } }))
  const quoting = { id: 500, body: '<!-- hindsight-premortem -->\nmine', user: { type: 'User' } }
  const ours = { id: 501, body: '<!-- hindsight-premortem -->\n- [x] How many? (why)\n', user: { type: 'Bot' } }
  world.comments = [...others, quoting, ours]
  await run()
  expect(world.writes).toEqual(['PATCH /repos/o/r/issues/comments/501'])
  expect(ours.body).toContain('- [x] How many? (why)\n- [ ] Until when? (why)')
  expect(quoting.body).toContain('mine')
})

test('with a personal token the comment of that person is brought up to date', async () => {
  const body = '<!-- hindsight-premortem -->\nold'
  world.login = 'sam'
  world.comments = [
    { id: 1, body, user: { type: 'User', login: 'maya' } },
    { id: 2, body, user: { type: 'User', login: 'sam' } },
  ]
  await run()
  expect(world.writes).toEqual(['PATCH /repos/o/r/issues/comments/2'])
})

test('nothing found makes no comment, and says so in one that is there', async () => {
  world.answer = { patterns: [], markdown: 'Nothing in this plan resembles a known pattern.\n' }
  expect(await run()).toMatchObject({ code: 0, outputs: 'patterns=\nscore=0\n' })
  expect(world.writes).toEqual([])
  world.comments = [{ id: 1, body: '<!-- hindsight-premortem -->\nold', user: { type: 'Bot' } }]
  await run()
  expect(world.comments[0]?.body).toContain('Nothing in this plan')
})

test('the build fails only when it is asked to', async () => {
  expect((await run({ FAIL_FROM: '0.7' })).code).toBe(0)
  const failed = await run({ FAIL_FROM: '0.5' })
  expect(failed.code).toBe(1)
  expect(failed.stdout).toContain('::error::A limit')
  world.answer = 503
  expect(await run()).toMatchObject({ code: 0, stdout: '::warning::No pre-mortem: Hindsight answered 503.\n' })
  expect((await run({ FAIL_ON_ERROR: 'true' })).code).toBe(1)
})

test.each([
  ['a fork without secrets', { HINDSIGHT_TOKEN: '' }, /no token of Hindsight/],
  ['a wrong token', { HINDSIGHT_TOKEN: 'hs_wrong' }, /Hindsight answered 401/],
  [
    'an address that others can read on the way',
    { HINDSIGHT_URL: 'http://hindsight.example' },
    /must begin with https/,
  ],
  ['no address', { HINDSIGHT_URL: '' }, /is not an address/],
])('%s is a warning without the token in it', async (_, settings, expected) => {
  const { code, stdout } = await run(settings)
  expect(code).toBe(0)
  expect(stdout).toMatch(expected)
  expect(stdout).not.toMatch(/hs_|Bearer/)
})

test('a diff too large for GitHub is left out; a run without a pull request does nothing', async () => {
  world.diff = 406
  expect((await run()).code).toBe(0)
  expect(world.asked[0]?.text).toBe('# Raise the pool\n\nFrom 20 to 200 %0A::error::x\n\n')
  const other = await run({}, { push: {} })
  expect(other.code).toBe(0)
  expect(other.stdout).toContain('not about a pull request')
  expect(world.asked).toHaveLength(1)
})
