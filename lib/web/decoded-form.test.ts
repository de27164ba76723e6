// What `proxy.ts` has looked at is what an action is called with: the guard and Next's own reader, side by side.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { findPostedFault } from './posted-form'

const BOUNDARY = 'QQbndQQ'
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`

const part = (header: string, value: string) => `--${BOUNDARY}\r\n${header}\r\n\r\n${value}\r\n`
const named = (name: string, value: string) => part(`Content-Disposition: form-data; name="${name}"`, value)
const bodyOf = (...parts: string[]) => `${parts.join('')}--${BOUNDARY}--\r\n`

/** How Next reads what an action is called with (`app-render/action-handler.js`), in a process that has React as a server has it. */
const NEXT_READS = `
const busboyOf = require('next/dist/compiled/busboy')
const { decodeReplyFromBusboy } = require('next/dist/compiled/react-server-dom-turbopack/server.node')
const { Readable } = require('node:stream')
const { pipeline } = require('node:stream/promises')
async function read(body) {
  const headers = { 'content-type': '${MULTIPART}' }
  const busboy = busboyOf({ defParamCharset: 'utf8', headers, limits: { fieldSize: 20 * 1024 * 1024 } })
  const options = { temporaryReferences: new WeakMap() }
  const sent = pipeline(Readable.from([Buffer.from(body, 'base64')]), busboy)
  const [, values] = await Promise.all([sent, decodeReplyFromBusboy(busboy, {}, options)])
  return { values: JSON.parse(JSON.stringify(values, (_key, value) => value instanceof FormData ? { form: [...value.keys()] } : value)) }
}
let given = ''
process.stdin.setEncoding('utf8').on('data', (more) => (given += more)).on('end', async () => {
  const answers = []
  for (const body of JSON.parse(given)) answers.push(await read(body).catch(() => ({ values: null })))
  process.stdout.write(JSON.stringify(answers))
})
`

/** What an action would be called with, for each of some forms; null where Next cannot read it. */
async function readByNext(bodies: string[]): Promise<unknown[]> {
  const child = spawn(process.execPath, ['--conditions=react-server', '-e', NEXT_READS], {
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(bodies.map((body) => Buffer.from(body).toString('base64'))))
  const answers = z.array(z.object({ values: z.unknown() })).parse(JSON.parse(await text(child.stdout)))
  return answers.map(({ values }) => values)
}

async function isTaken(body: string): Promise<boolean> {
  const headers = { 'next-action': '7f'.repeat(21), 'content-type': MULTIPART }
  const request = new Request('http://localhost/', { method: 'POST', headers, body })
  return (await findPostedFault(request, () => Promise.resolve('taken'))) === null
}

const GOOD = named('0', '["good"]')
const AS_FILE = part('Content-Disposition: form-data; name="0"\r\nContent-Type: application/octet-stream', '["good"]')

/** Each hides what React takes for the first value from whoever looks for `0`. */
const HIDDEN: [string, string][] = [
  ['a stream of the same number', bodyOf(named('S0', '["bad"]'), AS_FILE)],
  ['the same number, written otherwise', bodyOf(named('00', '["bad"]'), AS_FILE)],
  ['the same number as hexadecimal', bodyOf(named('0x0', '["bad"]'), AS_FILE)],
  ['the same number behind a space', bodyOf(named(' 0', '["bad"]'), AS_FILE)],
  ['the same number with a sign', bodyOf(named('-0', '["bad"]'), AS_FILE)],
  ['the same name twice', bodyOf(AS_FILE, named('0', '["bad"]'))],
  [
    'a name in another encoding',
    bodyOf(part(`Content-Disposition: form-data; name*=utf-8''0; name="_1_a"`, '["bad"]'), AS_FILE),
  ],
  [
    'a text in another encoding',
    bodyOf(
      part('Content-Disposition: form-data; name="0"\r\nContent-Type: text/plain; charset=base64', 'WyJiYWQiXQ=='),
    ),
  ],
  [
    'another one in a folded header',
    bodyOf(part('Content-Disposition: form-data;\r\n name="0"', '["bad"]'), named('_1_a', 'b')),
  ],
  ['what stands before the first part', `x\r\n${bodyOf(GOOD)}`],
  ['what stands behind the last part', `${bodyOf(GOOD)}${bodyOf(named('0', '["bad"]'))}`],
]

test.each(HIDDEN)('a form whose values are hidden by %s is refused', async (_what, body) => {
  expect(await isTaken(body)).toBe(false)
})

test('Next would read the hidden values', async () => {
  const read = await readByNext(HIDDEN.slice(0, 6).map(([, body]) => body))
  expect(read).toEqual(Array(6).fill(['bad']))
})

/** Names and headers around those that a browser writes. */
const nameOf = fc.constantFrom(
  '0',
  '_1_a',
  '_1_b',
  '1',
  '00',
  'S0',
  'S1',
  ' 0',
  '0 ',
  '+0',
  '0x0',
  '0e1',
  '',
  '-0',
  'x',
)
const headerOf = fc.oneof(
  { weight: 6, arbitrary: nameOf.map((name) => `Content-Disposition: form-data; name="${name}"`) },
  fc
    .tuple(
      nameOf,
      fc.constantFrom(
        '; filename="a.bin"\r\nContent-Type: application/octet-stream',
        '; filename="a\\"\r\nContent-Type: text/plain',
        '; filename="a.bin"',
        '; filename=""',
        '; name="0"',
        '\r\nContent-Type: application/octet-stream',
        '\r\nContent-Type: text/plain; charset=gbk',
        '\r\nContent-Transfer-Encoding: base64',
        '\r\nX: y',
        '\r\n ; x=y',
      ),
    )
    .map(([name, more]) => `Content-Disposition: form-data; name="${name}"${more}`),
  fc.constantFrom(
    'content-disposition: form-data; name="0"',
    'Content-Disposition: form-data; name=0',
    'Content-Disposition: form-data; filename="0"; name="0"',
    `Content-Disposition: form-data; name*=utf-8''0`,
    'Content-Disposition: attachment; name="0"',
    'Content-Disposition: form-data; name="\\0"',
    'X: y',
  ),
)
const valueOf = fc.oneof(
  fc.nat(1000).map((number) => `["${number}"]`),
  fc.constantFrom('["$K1"]', '["é 漢"]', '["$$1"]', `["\r\n--${BOUNDARY}x"]`, `["--${BOUNDARY}"]`, '\uFEFF["bom"]'),
)
const formOf = fc.oneof(
  fc.array(fc.tuple(headerOf, valueOf), { maxLength: 4 }),
  // Of those that are taken there are enough only when most begin as they should.
  fc
    .tuple(valueOf, fc.array(fc.tuple(headerOf, valueOf), { maxLength: 2 }))
    .map(([value, more]): [string, string][] => [['Content-Disposition: form-data; name="0"', value], ...more]),
)

test('whatever form is taken, its one value `0` is what Next reads', async () => {
  const forms = fc.sample(formOf, { numRuns: 3000, seed: 7 })
  const taken: [string, string][] = []
  for (const form of forms) {
    const body = bodyOf(...form.map(([header, value]) => part(header, value)))
    const values = form.find(([header]) => header === 'Content-Disposition: form-data; name="0"')?.[1]
    if (await isTaken(body)) taken.push([body, values ?? 'none'])
  }
  expect(taken.length).toBeGreaterThan(100)
  const read = await readByNext(taken.map(([body]) => body))
  for (const [at, [body, values]] of taken.entries()) {
    const text = JSON.stringify(read[at])?.replace(/\{"form":\[[^\]]*\]\}/, '"$K1"')
    expect(text, body).toBe(JSON.stringify(JSON.parse(values)).replace('"$$', '"$'))
  }
})

/** As React in a browser writes what an action is called with. */
async function write(values: unknown[]): Promise<{ body: string; kind: string }> {
  const require = createRequire(import.meta.url)
  const react = require('next/dist/compiled/react-server-dom-turbopack/client.browser') as {
    encodeReply: (values: unknown[]) => Promise<BodyInit>
  }
  const sent = new Request('http://localhost/', { method: 'POST', body: await react.encodeReply(values) })
  return { body: await sent.text(), kind: sent.headers.get('content-type') ?? '' }
}

test('what React writes for an action with forms is taken, and read by Next as it was sent', async () => {
  const form = new FormData()
  form.set('text', 'Ein Ausfall — “$1”\r\n--x')
  form.append('file', new File(['\0\u00ff'], 'a "b" \\ c.bin'))
  form.append('file', new File(['x'], 'Störung.md', { type: 'text/markdown' }))
  form.append('Größe "1"', '')
  const other = new FormData()
  other.set('0', 'x')
  const { body, kind } = await write([form, { since: new Date(0), own: '$1.50', other }, undefined])
  const written = body.replaceAll(/boundary=(\S+)/.exec(kind)?.[1] ?? '', BOUNDARY)
  expect(written).toContain('$K1')
  expect(await isTaken(written)).toBe(true)
  expect(await readByNext([written])).toEqual([
    [
      { form: ['text', 'file', 'file', 'Größe %221%22'] },
      { since: '1970-01-01T00:00:00.000Z', own: '$1.50', other: { form: ['0'] } },
      null,
    ],
  ])
})
