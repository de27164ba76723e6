// What is posted to pages and no form of ours sends.
import http from 'node:http'
import { expect, test } from 'vitest'
import { useApp } from './app'

const app = useApp()

const MULTIPART = 'multipart/form-data; boundary=x'
/** Of the form that ids have; no build has it. */
const UNKNOWN = `7f${'a'.repeat(40)}`
const part = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--x--\r\n`

/** Posts as a page of ours does, with a cookie that lets it pass to the page. `declared`: says how long the body is before it comes. */
function post(
  pathname: string,
  headers: http.OutgoingHttpHeaders,
  body: string | Buffer,
  declared = true,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const length = declared ? { 'content-length': Buffer.byteLength(body) } : { 'transfer-encoding': 'chunked' }
    const common = { origin: app.url, cookie: 'authjs.session-token=none', ...length }
    const sent = http.request(
      `${app.url}${pathname}`,
      { method: 'POST', headers: { ...common, ...headers } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (more: string) => (text += more))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

test.each(['/', '/import', '/sign-in', '/public'])('a broken form that is posted to %s is bad input', async (page) => {
  const broken: [http.OutgoingHttpHeaders, string][] = [
    [{ 'content-type': 'multipart/form-data' }, part('a', 'b')],
    [{ 'content-type': MULTIPART }, 'nothing of the kind'],
    [{ 'content-type': MULTIPART }, part('a', 'b').slice(0, -12)],
    [{ 'content-type': MULTIPART, 'next-action': UNKNOWN }, part('0', '["$K').slice(0, -12)],
    [{ 'content-type': 'text/plain', 'next-action': UNKNOWN }, '["a'],
    [{ 'content-type': 'application/octet-stream', 'next-action': UNKNOWN }, '\u0000'],
  ]
  for (const [headers, body] of broken) {
    const { status, text } = await post(page, headers, body)
    expect(status, JSON.stringify(headers)).toBe(400)
    expect(text).toMatch(/^This form arrived broken/)
  }
})

test('an action that no build has is told as one, and not as a fault', async () => {
  for (const headers of [{ 'content-type': 'text/plain' }, { 'content-type': MULTIPART }]) {
    const body = headers['content-type'] === MULTIPART ? part('0', '[]') : '[]'
    expect([404, 409]).toContain((await post('/sign-in', { ...headers, 'next-action': UNKNOWN }, body)).status)
  }
  expect((await post('/sign-in', { 'content-type': 'text/plain', 'next-action': '__proto__' }, '[]')).status).toBe(400)
})

test('a form of 60 MB is too long, whether it says so or not, and the next one is taken', async () => {
  const long = Buffer.alloc(60_000_000, 'x')
  for (const headers of [{ 'content-type': MULTIPART }, { 'content-type': 'text/plain', 'next-action': UNKNOWN }]) {
    expect((await post('/sign-in', headers, long, false)).status).toBe(413)
    // Refused before it has been read, which whoever is still sending may only see as a closed connection.
    const told = await post('/sign-in', headers, long).catch(() => ({ status: 413 }))
    expect(told.status).toBe(413)
  }
  expect((await fetch(`${app.url}/sign-in`)).status).toBe(200)
})
