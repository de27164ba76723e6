import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findPostedFault, isReadByPages, type LongForm, OPEN_KILOBYTES, POSTED_MEGABYTES } from './posted-form'

const MULTIPART = 'multipart/form-data; boundary=x'
const part = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const ACTION = { 'next-action': '7f'.repeat(21) }

const requestOf = (headers: Record<string, string>, body: BodyInit | undefined, method = 'POST') =>
  new Request('http://localhost/', { method, headers, ...(body !== undefined && { body }) })

/** For somebody who is signed in. */
const statusOf = async (headers: Record<string, string>, body: BodyInit | undefined, method = 'POST') =>
  (await findPostedFault(requestOf(headers, body, method), () => Promise.resolve('taken')))?.status ?? null

/** A few values that name each other: counted each time, they are as many as two to the power of so many levels. */
function doubling(levels: number): [Record<string, unknown>] {
  const held: Record<string, unknown> = { l0: { a: 'x', b: 'x' } }
  for (let level = 1; level < levels; level++) {
    const before = `$0:0:l${level - 1}`
    held[`l${level}`] = { a: before, b: before }
  }
  return [held]
}

test.each([
  ['without its boundary', { 'content-type': 'multipart/form-data' }, part('a', 'b')],
  ['that is none', { 'content-type': MULTIPART }, 'nothing of the kind'],
  ['that is empty', { 'content-type': MULTIPART }, ''],
  ['that is cut off', { 'content-type': MULTIPART }, part('a', 'b').slice(0, -5)],
  ['with a part without a name', { 'content-type': MULTIPART }, '--x\r\nContent-Disposition\r\n\r\nb\r\n--x--\r\n'],
  [
    'that names an action with values of its own',
    { 'content-type': MULTIPART },
    `${part('$ACTION_REF_1', '')}${part('$ACTION_1:0', '{"id":"7f","bound":"$@1"}')}${part('$ACTION_1:1', '["$F1"]')}--x--\r\n`,
  ],
  ['for an action, cut off', { ...ACTION, 'content-type': MULTIPART }, part('0', '["$K')],
  ['for an action, without values', { ...ACTION, 'content-type': MULTIPART }, `${part('a', 'b')}--x--\r\n`],
  ['for an action, of broken values', { ...ACTION, 'content-type': MULTIPART }, `${part('0', '["$K')}--x--\r\n`],
  ['of values that are cut off', { ...ACTION, 'content-type': 'text/plain;charset=UTF-8' }, '["a'],
  ['of values that are no list', { ...ACTION, 'content-type': 'text/plain' }, '{"a":1}'],
  ['of nothing', ACTION, undefined],
  ['that refers to an action that it does not bring', ACTION, '["$F1"]'],
  ['that refers to a value that it does not bring', ACTION, '[{"a":["$1"]}]'],
  ['that refers to nothing of its own', ACTION, '["$0:1:owner",{"title":"$1.50"}]'],
  ['that is nested without end', ACTION, `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['that holds itself', ACTION, '[{"a":"$0:0"}]'],
  ['that names itself', ACTION, '["$0:0"]'],
  ['of the list of all its values', ACTION, '["$0"]'],
  ['that names the same things again and again', ACTION, JSON.stringify(doubling(20))],
  ['that names them in a long chain', ACTION, JSON.stringify(Array.from({ length: 200 }, (_, at) => `$0:${at + 1}`))],
  ['of more empty values than anybody writes', ACTION, `[[${'{},'.repeat(500_000)}{}]]`],
  [
    'that brings more values than anybody writes',
    { ...ACTION, 'content-type': MULTIPART },
    `${part('0', `[[${'{},'.repeat(500_000)}{}]]`)}--x--\r\n`,
  ],
  ['of more parts than anybody fills in', { 'content-type': MULTIPART }, `${part('a', 'b').repeat(1001)}--x--\r\n`],
  [
    'whose boundary another reader may take for another one',
    { 'content-type': 'multipart/form-data; boundary=x; boundary=y' },
    `${part('a', 'b')}--x--\r\n`,
  ],
  ['that names a value by a way without end', ACTION, JSON.stringify([{}, `$0${':0'.repeat(5_000_000)}`])],
  ['that is brought along again and again', ACTION, JSON.stringify(Array.from({ length: 20 }, () => '$K1'))],
  ['of more values than an action takes', ACTION, JSON.stringify(Array(1001).fill(1))],
])('a form %s is refused with 400', async (_what, headers, body) => {
  expect(await statusOf(headers, body)).toBe(400)
})

test('a form that is too long is refused with 413, whether it says so or not', async () => {
  const body = Buffer.alloc(POSTED_MEGABYTES * 1024 * 1024 + 1, ' ')
  expect(await statusOf({ ...ACTION, 'content-length': '60000000' }, '[]')).toBe(413)
  expect(await statusOf(ACTION, body)).toBe(413)
  expect(await statusOf({ 'content-type': MULTIPART }, body)).toBe(413)
})

test('what browsers send is taken, and what no page reads is left alone', async () => {
  const form = new FormData()
  form.set('0', '["$K1"]')
  form.set('_1_text', 'Ein Ausfall — “$1”')
  form.set('_1_file', new File([new Uint8Array([0, 255])], 'a.bin'))
  expect(await statusOf(ACTION, form)).toBeNull()
  expect(await statusOf({}, form)).toBeNull()
  expect(await statusOf({ ...ACTION, 'content-type': 'text/plain;charset=UTF-8' }, '["a",null]')).toBeNull()
  const written = '["$$1.50","$undefined",{"since":"$D2026-01-01T00:00:00.000Z","owner":"Maya"},{"owner":"$0:2:owner"}]'
  expect(await statusOf({ ...ACTION, 'content-type': 'text/plain;charset=UTF-8' }, written)).toBeNull()
  expect(await statusOf({ 'content-type': 'application/x-www-form-urlencoded' }, 'a=%')).toBeNull()
  expect(await statusOf({ 'content-type': 'text/plain' }, 'a')).toBeNull()
  expect(await statusOf({ 'content-type': MULTIPART }, undefined, 'GET')).toBeNull()
})

test('a form that is longer than those of the sign-in pages is taken from somebody who is signed in alone', async () => {
  const text = JSON.stringify(['x'.repeat(OPEN_KILOBYTES * 1024)])
  const form = new FormData()
  form.set('0', text)
  const asked = async (headers: Record<string, string>, body: BodyInit, answer: LongForm) => {
    const counted: number[] = []
    const takeLong = (bytes: number) => Promise.resolve((counted.push(bytes), answer))
    return [(await findPostedFault(requestOf(headers, body), takeLong))?.status ?? null, counted]
  }
  const declared = { ...ACTION, 'content-length': String(text.length) }
  const longest = POSTED_MEGABYTES * 1024 * 1024
  for (const [headers, body, bytes] of [
    [ACTION, text, longest],
    [declared, text, text.length],
    [ACTION, form, longest],
    [{}, form, longest],
  ] as const) {
    expect(await asked(headers, body, 'nobody')).toEqual([413, [bytes]])
    expect(await asked(headers, body, 'busy')).toEqual([503, [bytes]])
    expect(await asked(headers, body, 'taken')).toEqual([null, [bytes]])
  }
  // What is short is taken from everybody, and nobody is looked up for it.
  expect(await asked(ACTION, '["a"]', 'nobody')).toEqual([null, []])
})

test('of a form that says nothing of its length no more is read than whoever sends it may send', async () => {
  let read = 0
  const endless = new ReadableStream({
    pull(controller) {
      read += 16_384
      controller.enqueue(new Uint8Array(16_384))
    },
  })
  const init = { method: 'POST', headers: ACTION, body: endless, duplex: 'half' }
  const request = new Request('http://localhost/', init)
  expect((await findPostedFault(request, () => Promise.resolve('nobody')))?.status).toBe(413)
  expect(read).toBeLessThan(2 * OPEN_KILOBYTES * 1024)
})

test('what no page reads is not waited for', async () => {
  const isRead = (headers: Record<string, string>, method = 'POST') =>
    isReadByPages(requestOf(headers, undefined, method))
  expect([isRead({ 'content-type': MULTIPART }), isRead(ACTION), isRead({ ...ACTION, 'content-type': 'a' })]).toEqual([
    true,
    true,
    true,
  ])
  expect([isRead({}), isRead({ 'content-type': 'text/plain' }), isRead(ACTION, 'GET')]).toEqual([false, false, false])
  expect(isRead({ ...ACTION, 'content-type': 'application/x-www-form-urlencoded' })).toBe(false)
  const body = new ReadableStream({ pull: () => Promise.reject(new Error('This was read.')) }, { highWaterMark: 0 })
  const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body, duplex: 'half' }
  const request = new Request('http://localhost/', init)
  expect(await findPostedFault(request, () => Promise.resolve('nobody'))).toBeNull()
})

test('a long text is one value, whatever stands in it', async () => {
  const json = JSON.stringify(Array.from({ length: 300_000 }, (_, at) => ({ at, text: 'a "quoted" \\ one' })))
  expect(await statusOf(ACTION, JSON.stringify([json]))).toBeNull()
})

test('many names in what has many names are looked up at once', async () => {
  const held = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, at]))
  const names = Array.from({ length: 50_000 }, (_, at) => `$0:0:k${at}`)
  expect(await statusOf(ACTION, JSON.stringify([held, names]))).toBeNull()
})

test('whatever is posted is taken or refused, and never a fault', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.boolean(), fc.boolean(), async (body, isForm, isAction) => {
      const headers = { 'content-type': isForm ? MULTIPART : 'text/plain', ...(isAction && ACTION) }
      expect([null, 400]).toContain(await statusOf(headers, isForm ? `--x\r\n${body}` : body))
    }),
  )
})
