import { NextRequest } from 'next/server'
import { expect, test, vi } from 'vitest'
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
