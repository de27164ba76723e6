import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { processState } from '@/lib/observe/process-state'
import { PageMemory, pageName, recall } from './page-memory'

const COOKIE = { cookie: 'session=1; theme=dark' }
const NONCE = 'aGVsbG8gd29ybGQgaGVsbG8='
const drawn = (text: string) => ({
  headers: {
    'content-security-policy': `default-src 'self'; script-src 'nonce-${NONCE}' 'strict-dynamic'`,
    'content-type': 'text/html; charset=utf-8',
    'content-encoding': 'gzip',
    'transfer-encoding': 'chunked',
    'x-request-id': 'of-the-first',
    'x-frame-options': 'DENY',
    link: `</font.woff2>; rel=preload; as="font"; nonce="${NONCE}"`,
  },
  text: Buffer.from(text),
})

test('the same page is asked for whatever says nothing about it', () => {
  const name = pageName('/incidents', COOKIE)
  expect(pageName('/incidents', { ...COOKIE, 'x-request-id': 'abcdefgh', 'accept-encoding': 'br' })).toBe(name)
  expect(pageName('/incidents', { accept: '*/*', ...COOKIE })).toBe(
    pageName('/incidents', { ...COOKIE, accept: '*/*' }),
  )
})

test.each([
  ['another address', '/incidents?page=2', COOKIE],
  ['another session', '/incidents', { cookie: 'session=2; theme=dark' }],
  ['other settings', '/incidents', { cookie: 'session=1; theme=light' }],
  ['another language', '/incidents', { ...COOKIE, 'accept-language': 'de' }],
  ['data of the page', '/incidents', { ...COOKIE, rsc: '1' }],
  ['what nobody knows yet', '/incidents', { ...COOKIE, 'x-new': 'a' }],
  ['a header in the address', '/incidents,cookie', { ...COOKIE }],
])('%s is another page', (_, url, headers) => {
  expect(pageName(url, headers)).not.toBe(pageName('/incidents', COOKIE))
})

test('scripts carry the nonce of the answer, in its policy and at each script', async () => {
  const memory = new PageMemory()
  const html = `<script nonce="${NONCE}">1</script><p>Ошибка</p><script nonce="${NONCE}">2</script>`
  await memory.keep('a', drawn(html), '1:1:', 0)
  const page = memory.find('a', 10)
  if (page === null) throw new Error('the page was forgotten')
  const other = 'YW5vdGhlciBub25jZSBoZXJlIQ=='
  for (const gzip of [true, false]) {
    const { headers, body } = await recall(page, other, gzip)
    const text = (gzip ? gunzipSync(body) : body).toString()
    expect(text).toBe(html.replaceAll(NONCE, other))
    expect(headers['content-security-policy']).toContain(`'nonce-${other}'`)
    expect(JSON.stringify(headers)).not.toContain(NONCE)
    expect(headers['content-length']).toBe(body.length)
    expect(headers['content-encoding']).toBe(gzip ? 'gzip' : undefined)
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'content-type': 'text/html; charset=utf-8' })
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['transfer-encoding']))
    expect(headers['x-request-id']).toBeUndefined()
  }
})

test('a page is drawn again after a minute, and one without a nonce is not remembered', async () => {
  const memory = new PageMemory()
  await memory.keep('a', drawn('text'), '1:1:', 1_000)
  expect(memory.find('a', 60_999)?.snapshot).toBe('1:1:')
  expect(memory.find('a', 61_000)).toBeNull()
  await memory.keep('b', { ...drawn('text'), headers: { 'content-type': 'text/html' } }, '1:1:', 1_000)
  expect(memory.find('b', 1_000)).toBeNull()
})

test('what was drawn of a database whose connection is lost may be of another than what comes after', async () => {
  const memory = new PageMemory()
  await memory.keep('a', drawn('text'), '1:1:', 0)
  processState.losses++
  expect(memory.find('a', 1)).toBeNull()
  await memory.keep('a', drawn('text'), '1:1:', 0)
  expect(memory.find('a', 1)).not.toBeNull()
})
