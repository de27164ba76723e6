// What is posted to pages and no form of ours sends.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { z } from 'zod'
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
): Promise<{ status: number; text: string; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const length = declared ? { 'content-length': Buffer.byteLength(body) } : { 'transfer-encoding': 'chunked' }
    const common = { origin: app.url, cookie: 'authjs.session-token=none', ...length }
    const sent = http.request(
      `${app.url}${pathname}`,
      { method: 'POST', headers: { ...common, ...headers } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (more: string) => (text += more))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Of pages, and of addresses that look like files and are none. */
test.each([
  '/',
  '/import',
  '/sign-in',
  '/public',
  '/incidents/x.png',
  '/skills/x.txt',
  '/none.svg',
  '/sign-in/x.ico',
  '/_next/none',
  '/_next/static',
  '/_next/image/x',
])('a broken form that is posted to %s is bad input', async (page) => {
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

test('an address that looks like a file is watched as any other page', async () => {
  for (const address of ['/incidents/x.png', '/incidents/x.txt', '/people/x.woff2', '/none.svg', '/_next/none']) {
    const shown = await fetch(`${app.url}${address}`, { headers: { cookie: 'authjs.session-token=none' } })
    expect([address, shown.headers.get('content-security-policy') ?? '']).toEqual([
      address,
      expect.stringContaining("script-src 'nonce-"),
    ])
    for (const origin of ['https://elsewhere.example', 'null', '']) {
      const headers = { 'content-type': 'text/plain', 'next-action': UNKNOWN, origin }
      expect([address, origin, (await post(address, headers, '[]')).status]).toEqual([address, origin, 403])
    }
  }
  for (const file of ['/icon.svg', '/robots.txt']) expect((await fetch(`${app.url}${file}`)).status).toBe(200)
})

test('below /api nothing is a page, and a form is taken by none', async () => {
  for (const address of [
    '/api',
    '/api/none',
    '/api/health/none',
    '/api/trackers/github/none',
    '/api/v1',
    '/api/v1/none',
  ]) {
    for (const headers of [{ 'content-type': MULTIPART }, { 'content-type': 'text/plain', 'next-action': UNKNOWN }]) {
      const { status, text } = await post(address, headers, 'nothing of the kind')
      expect([address, status, text]).toEqual([address, 401, expect.stringContaining('"unauthenticated"')])
    }
  }
})

/** What the build calls an action. */
function idOf(action: string): string {
  const root = path.resolve(import.meta.dirname, '../..')
  const manifest: unknown = JSON.parse(
    readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8'),
  )
  const { node } = z.object({ node: z.record(z.string(), z.object({ exportedName: z.string() })) }).parse(manifest)
  const [id = ''] = Object.entries(node).find(([, { exportedName }]) => exportedName === action) ?? []
  return id
}

test('what only a browser has, as an event, is bad input for an action', async () => {
  const cookie = inject('signedIn')
    .cookies?.map(({ name, value }) => `${name}=${value}`)
    .join('; ')
  const headers = { cookie, 'content-type': 'text/plain', 'next-action': idOf('renameSelfAction') }
  const { status, text } = await post('/settings', headers, '["$T"]')
  expect([status, text]).toEqual([200, expect.stringContaining('"code":"bad_input"')])
})

/** Posts a form of the sign-in pages as a browser without scripts does. */
async function signIn(action: string, fields: Record<string, string | Blob>) {
  const form = new FormData()
  form.set(`$ACTION_ID_${idOf(action)}`, '')
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const page = action === 'signInByMail' ? '/sign-in/mail' : '/sign-in'
  const options = { method: 'POST', body: form, headers: { origin: app.url }, redirect: 'manual' } as const
  const answer = await fetch(`${app.url}${page}`, options)
  return { status: answer.status, to: answer.headers.get('location') }
}

test('the forms of the sign-in pages, without their fields or with others, lead back in words', async () => {
  const [file, long] = [new Blob(['x']), 'x'.repeat(5000)]
  const forms: Record<string, string | Blob>[] = [
    {},
    { email: file, token: file, provider: file, callbackUrl: file },
    { email: long, token: long, provider: long },
  ]
  for (const odd of forms) {
    expect(await signIn('requestSignInMail', odd)).toEqual({ status: 303, to: '/sign-in?problem=email-missing' })
    expect(await signIn('signInByMail', odd)).toEqual({ status: 303, to: '/sign-in?problem=link' })
    expect(await signIn('signInWith', odd)).toEqual({ status: 303, to: '/sign-in' })
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

/** The status of the answer to the beginning of a body whose end never comes. */
function begin(headers: http.OutgoingHttpHeaders, beginning: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const common = { origin: app.url, cookie: 'authjs.session-token=none' }
    const options = { method: 'POST', headers: { ...common, ...headers } }
    const sent = http.request(`${app.url}/sign-in`, options, (answer) => {
      resolve(answer.statusCode ?? 0)
      sent.destroy()
    })
    sent.on('error', reject)
    sent.write(beginning)
  })
}

test('what no page takes is answered before its end, which may never come', async () => {
  const beginning = 'x'.repeat(100_000)
  const action = { 'content-type': 'text/plain', 'next-action': UNKNOWN }
  for (const length of [{ 'content-length': 20_000_000 }, { 'transfer-encoding': 'chunked' }]) {
    expect(await begin({ ...action, ...length }, beginning)).toBe(413)
    expect(await begin({ 'content-type': MULTIPART, ...length }, beginning)).toBe(413)
    expect(await begin({ ...action, ...length, origin: 'https://elsewhere.example' }, beginning)).toBe(403)
    expect(await begin({ 'content-type': 'text/plain', ...length }, beginning)).toBe(200)
  }
})

test('a form that is longer than those of the sign-in pages is taken from nobody with a made-up session', async () => {
  const headers = { 'content-type': 'text/plain', 'next-action': UNKNOWN }
  const long = JSON.stringify(['x'.repeat(100_000)])
  const { status, text } = await post('/sign-in', headers, long, false)
  expect([status, text]).toEqual([413, expect.stringContaining('64 KB')])
  // Refused before it has been read, which whoever is still sending may only see as a closed connection.
  const told = await post('/sign-in', headers, long).catch(() => ({ status: 413 }))
  expect(told.status).toBe(413)
  const cookie = inject('signedIn')
    .cookies?.map(({ name, value }) => `${name}=${value}`)
    .join('; ')
  expect([404, 409]).toContain((await post('/sign-in', { ...headers, cookie }, long)).status)
})

test('a megabyte of nothing but empty values is refused, also from somebody who is signed in', async () => {
  const cookie = inject('signedIn')
    .cookies?.map(({ name, value }) => `${name}=${value}`)
    .join('; ')
  const headers = { cookie, 'content-type': 'text/plain', 'next-action': UNKNOWN }
  expect((await post('/sign-in', headers, `[[${'{},'.repeat(333_000)}{}]]`)).status).toBe(400)
})
