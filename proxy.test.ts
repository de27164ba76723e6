import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
import { findSessionsBy } from './lib/auth/posted-session'
import { proxy } from './proxy'

vi.stubEnv('BASE_URL', 'http://localhost:3000')
vi.stubEnv('AUTH_SECRET', 'only-for-a-test-0123456789')

test.each(['PUT', 'PATCH', 'DELETE', 'PROPFIND'])('%s is no method of a page', async (method) => {
  const response = await proxy(new NextRequest('http://localhost:3000/incidents', { method }))
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST')
})

test('a page is asked for by whoever reads it', async () => {
  expect((await proxy(new NextRequest('http://localhost:3000/sign-in'))).status).toBe(200)
})

test('a long form is taken from a session that counts, and not from a cookie that somebody has made up', async () => {
  const asked: string[] = []
  findSessionsBy((token) => {
    asked.push(token)
    return Promise.resolve(token === 'good' ? {} : null)
  })
  const post = (cookie: string | null, body: string) =>
    proxy(
      new NextRequest('http://localhost:3000/sign-in', {
        method: 'POST',
        headers: {
          origin: 'http://localhost:3000',
          'next-action': '7f',
          'content-type': 'text/plain',
          ...(cookie !== null && { cookie: `authjs.session-token=${cookie}` }),
        },
        body,
      }),
    )
  const long = JSON.stringify(['x'.repeat(70_000)])
  expect((await post(null, long)).status).toBe(413)
  expect((await post('made-up', long)).status).toBe(413)
  expect((await post('good', long)).status).toBe(200)
  expect((await post(null, '["x"]')).status).toBe(200)
  expect(asked).toEqual(['made-up', 'good'])
})

test('while the database cannot say whose a session is, the page is left to say so', async () => {
  findSessionsBy(() => Promise.reject(new Error('away')))
  const headers = {
    origin: 'http://localhost:3000',
    'next-action': '7f',
    'content-type': 'text/plain',
    cookie: 'authjs.session-token=good',
  }
  const body = JSON.stringify(['x'.repeat(70_000)])
  const request = new NextRequest('http://localhost:3000/sign-in', { method: 'POST', headers, body })
  expect((await proxy(request)).status).toBe(200)
})
