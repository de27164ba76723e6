import { createServer, request as send, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { GET } from '@/app/api/refused/route'
import { watchRequests } from './requests'
import { refusedAddress } from './unreadable-address'

const UNREADABLE = [
  '/%FF',
  '/%',
  '/%ED%A0%80',
  '/incidents/%00',
  '/incidents?q=%00',
  '/feeds/x%2',
  '/.well-known/%FF',
  '*',
]

test.each(UNREADABLE)('%s is refused', (address) => {
  expect(refusedAddress(address)).toBe('/api/refused?as=text')
})

test.each(['/api/v1/incidents/%FF', '/api/v1/action-items.csv?owner=%00', '/api/%'])(
  '%s is refused as JSON',
  (address) => {
    expect(refusedAddress(address)).toBe('/api/refused?as=json')
  },
)

test.each(['/', '/incidents/%D1%81?q=100%', '/search?q=%FF', '/incidents/%2500', '/api/v1/incidents?q=a%20b'])(
  '%s is read',
  (address) => {
    expect(refusedAddress(address)).toBeNull()
  },
)

/** What a server behind `watchRequests` is asked for. */
async function askedFor(path: string, method: string): Promise<string> {
  const server = createServer((request, response) => response.end(`${request.method} ${request.url}`))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send({ port, path, method, host: '127.0.0.1' }, resolve).on('error', reject).end()
  })
  let text = ''
  for await (const chunk of response) text += String(chunk)
  server.close()
  return text
}

test('a request for what nobody can read is led to the refusal before anybody takes it', async () => {
  watchRequests(() => undefined)
  expect(await askedFor('/incidents/%FF', 'POST')).toBe('GET /api/refused?as=text')
  expect(await askedFor('/api/v1/incidents/%', 'DELETE')).toBe('GET /api/refused?as=json')
  expect(await askedFor('*', 'OPTIONS')).toBe('GET /api/refused?as=text')
  expect(await askedFor('/incidents/x', 'GET')).toBe('GET /incidents/x')
})

test('the refusal is of the kind that who asked can read', async () => {
  const json = GET(new Request('http://localhost/api/refused?as=json'))
  expect(json.status).toBe(400)
  expect(await json.json()).toMatchObject({ error: { code: 'bad_input' } })
  const text = GET(new Request('http://localhost/api/refused?as=text'))
  expect(text.status).toBe(400)
  expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(await text.text()).toContain('address')
})
