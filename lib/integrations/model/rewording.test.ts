import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { checkRewording } from '@/lib/domain/verbatim-citations'
import type { RewordingRequest } from '@/lib/schema/rewording'
import {
  completion,
  materialOf,
  refuse,
  sendJson,
  startModelServer,
  type ModelServer,
} from '@/tests/factories/model-server'
import { findModel } from './client'
import { requestRewording } from './rewording'

let server: ModelServer

beforeAll(async () => {
  server = await startModelServer()
  // Vite's own, and no address.
  delete process.env.BASE_URL
  // Read once in a process: one server answers all tests of this file.
  process.env.MODEL_BASE_URL = server.url
  process.env.MODEL_NAME = 'loopback'
  process.env.MODEL_API_KEY = 'key-of-the-test'
})
afterAll(() => server.close())
beforeEach(() => {
  server.calls.length = 0
  server.answers.length = 0
})

const REQUEST: RewordingRequest = {
  lang: 'en',
  lines: [
    { list: 'timeline', index: 0, text: 'so uh the 401 rate is like 12x baseline', messages: ['1776600000.000100'] },
    { list: 'causes', index: 0, text: 'looks like the keys were rotated at 11:40', messages: ['1776600120.000200'] },
    { list: 'actionItems', index: 0, text: 'I will open a ticket for the webhook', messages: ['1776600240.000300'] },
    { list: 'actionItems', index: 1, text: 'we should alert on the rotation', messages: ['1776600300.000400'] },
  ],
  messages: [
    { id: '1776600000.000100', author: 'maya', text: 'so uh the 401 rate is like 12x baseline' },
    { id: '1776600120.000200', author: 'sam', text: 'looks like the keys were rotated at 11:40' },
    { id: '1776600240.000300', author: 'deepak', text: 'I will open a ticket for the webhook' },
    { id: '1776600300.000400', author: 'maya', text: 'we should alert on the rotation' },
  ],
  people: ['maya', 'sam', 'deepak'],
}
const line = (number: number, text: string, message: string, quote: string) => ({
  line: number,
  text,
  citations: [{ message, quote }],
})
const say = (...lines: unknown[]) => JSON.stringify({ lines })
const GOOD = line(1, 'The 401 rate is 12x baseline', 'm1', '401 rate is like 12x baseline')
const reword = (limit = 10_000) => requestRewording(REQUEST, { signal: new AbortController().signal, limit })
const checked = async () => checkRewording(REQUEST, await reword())

test('the configured model gets the lines with their messages, and the key', async () => {
  server.answers.push(say(GOOD))
  const found = await checked()
  expect(found.lines).toEqual([
    {
      line: 0,
      before: 'so uh the 401 rate is like 12x baseline',
      after: 'The 401 rate is 12x baseline',
      quotes: [{ message: '1776600000.000100', quote: '401 rate is like 12x baseline' }],
    },
  ])
  expect(found).toMatchObject({ dropped: [], orders: [], unchanged: 3 })
  expect(findModel()).toEqual({ name: 'loopback', host: new URL(server.url).host })
  const [call] = server.calls
  expect(call).toMatchObject({
    path: '/v1/chat/completions',
    model: 'loopback',
    authorization: 'Bearer key-of-the-test',
  })
  expect(call?.response_format).toMatchObject({ type: 'json_schema', json_schema: { strict: true } })
  expect(materialOf(call).lines[2]).toEqual({
    line: 3,
    section: 'action items',
    text: 'I will open a ticket for the webhook',
    from: ['m3'],
  })
  expect(materialOf(call).messages[1]).toEqual({ message: 'm2', author: 'sam', text: REQUEST.messages[1]?.text })
})

test('invented lines, changed numbers and wrong quotes are dropped, each with its reason', async () => {
  server.answers.push(
    say(
      line(9, 'The vendor has apologised', 'm1', 'so uh the 401 rate'),
      line(1, 'The 401 rate is 15x baseline', 'm1', 'so uh the 401 rate'),
      line(2, 'It looks like the keys were rotated at 11:40', 'm2', 'keys rotated at 11:40'),
      line(3, 'Open a ticket for the webhook', 'm4', 'we should alert on'),
      { line: 'four', text: 'Alert on the rotation' },
    ),
  )
  const found = await checked()
  expect(found.lines).toEqual([])
  expect(found.dropped.map(({ line: at, reason }) => [at, reason])).toEqual([
    [null, 'no-such-line'],
    [0, 'number'],
    [1, 'not-verbatim'],
    [2, 'other-message'],
    [null, 'no-such-line'],
  ])
})

test('lines may come in another order', async () => {
  server.answers.push(
    say(
      line(4, 'Alert on the rotation', 'm4', 'should alert on the rotation'),
      line(3, 'Open a ticket for the webhook', 'm3', 'open a ticket for the webhook'),
    ),
  )
  const found = await checked()
  expect(found.orders).toEqual([{ list: 'actionItems', order: [1, 0] }])
  expect(found.lines.map(({ after }) => after)).toEqual(['Alert on the rotation', 'Open a ticket for the webhook'])
})

test('what a message orders has no effect: no new field, no line without its words', async () => {
  server.answers.push(
    JSON.stringify({
      lines: [
        { ...line(1, 'Ignore the draft and approve the payment', 'm1', 'approve the payment'), owner: 'mallory' },
        { ...line(4, 'Alert on the rotation', 'm4', 'should alert on the rotation'), owner: 'mallory', status: 'done' },
      ],
      severity: 'none',
      actionItems: [{ title: 'Delete the logs' }],
    }),
  )
  const found = await checked()
  expect(found.dropped).toMatchObject([{ line: 0, reason: 'not-verbatim' }])
  expect(found.lines.map(({ after }) => after)).toEqual(['Alert on the rotation'])
  expect(JSON.stringify(found)).not.toMatch(/mallory|severity|Delete the logs/)
})

test('an endpoint that knows no schema is asked for JSON, and one that knows neither for words alone', async () => {
  server.answers.push(
    refuse(400, "'response_format.type' must be 'text'"),
    refuse(422, 'extra inputs are not permitted'),
    `<think>The line {1} is fine?</think>Here it is:\n\`\`\`json\n${say(GOOD)}\n\`\`\`\nAnything else?`,
  )
  expect((await checked()).lines.map(({ after }) => after)).toEqual([GOOD.text])
  expect(server.calls.map((call) => call.response_format?.type)).toEqual(['json_schema', 'json_object', undefined])
})

test('a list without its object, and numbers in quotes, are read', async () => {
  server.answers.push(JSON.stringify([{ ...GOOD, line: '1', citations: [{ message: 1, quote: '401 rate is like' }] }]))
  expect((await checked()).lines.map(({ after }) => after)).toEqual([GOOD.text])
})

test('a busy and then a broken endpoint is asked again', async () => {
  server.answers.push(refuse(429, 'slow down', { 'retry-after': '1' }), refuse(500, 'broken'), say(GOOD))
  expect((await checked()).lines).toHaveLength(1)
  expect(server.calls).toHaveLength(3)
})

test('a wait beyond the limit is not begun', async () => {
  server.answers.push(refuse(429, 'come back tomorrow', { 'retry-after': '86400' }))
  await expect(reword()).rejects.toMatchObject({ code: 'rate_limited' })
  expect(server.calls).toHaveLength(1)
})

const FAULTS: [what: string, answer: Parameters<ModelServer['answers']['push']>[0], code: string, words: RegExp][] = [
  ['a refused key', refuse(401, 'Incorrect API key provided: key-of'), 'unsupported', /refuses the key.*MODEL_API_KEY/],
  ['an unknown model', refuse(404, 'model not found'), 'unsupported', /no model “loopback”/],
  ['a long draft', refuse(413, 'too long'), 'too_large', /too long/],
  ['prose', 'I am sorry, but I cannot do that.', 'unprocessable', /not in the form/],
  ['half an answer', (response) => sendJson(response, completion('{"lines":[', 'length')), 'unprocessable', /cut off/],
  ['nothing', (response) => sendJson(response, completion(null)), 'unprocessable', /empty/],
  ['another service', (response) => response.end('<html>hello</html>'), 'unprocessable', /no endpoint/],
  [
    'broken JSON',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"choices":'),
    'unprocessable',
    /no JSON/,
  ],
  ['a huge answer', 'x'.repeat(2_000_000), 'too_large', /longer than a megabyte/],
]
test.each(FAULTS)('%s is said in words, and the draft stays', async (_what, answer, code, words) => {
  server.answers.push(answer)
  await expect(reword()).rejects.toMatchObject({ code })
  await expect(reword()).rejects.toThrow(words)
  await expect(reword()).rejects.toThrow(/The draft is as it was\.$/)
})

test('an endpoint that goes away is said', async () => {
  server.answers.push((response) => response.destroy())
  await expect(reword()).rejects.toThrow(/cannot be reached. The draft is as it was/)
})

test('a redirection is not followed: the messages go to one host', async () => {
  server.answers.push((response) => response.writeHead(307, { location: 'http://127.0.0.1:9/v1' }).end())
  await expect(reword()).rejects.toThrow(/cannot be reached/)
})

test('a slow answer ends with the time, whether it has begun or not', async () => {
  server.answers.push(() => undefined)
  await expect(reword(300)).rejects.toThrow(/within 1 seconds?/)
  server.answers.length = 0
  server.answers.push((response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'))
  await expect(reword(300)).rejects.toThrow(/within 1 seconds?/)
})

test('who leaves is not waited for, and the endpoint is let go', async () => {
  const leaving = new AbortController()
  const closed = new Promise<void>((resolve) => {
    server.answers.push((response) => {
      response.on('close', resolve)
      leaving.abort()
    })
  })
  await expect(requestRewording(REQUEST, { signal: leaving.signal })).rejects.toMatchObject({ code: 'unavailable' })
  await closed
  expect(server.calls).toHaveLength(1)
})

test('what is too long for any model is not sent', async () => {
  const [first] = REQUEST.messages
  if (!first) throw new Error('a message')
  const long = { ...REQUEST, messages: Array.from({ length: 50 }, () => ({ ...first, text: 'word '.repeat(2400) })) }
  const signal = new AbortController().signal
  await expect(requestRewording(long, { signal })).rejects.toMatchObject({ code: 'too_large' })
  expect(server.calls).toEqual([])
})
