// What browsers are told about every answer.
import http from 'node:http'
import { expect, test } from 'vitest'
import { DEMO } from '../factories/demo-content'
import { useApp } from './app'

const app = useApp()

const get = (pathname: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${pathname}`, { headers, redirect: 'manual' })

const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? ''
const nonceOf = (policy: string) => /script-src 'nonce-([^']+)'/.exec(policy)?.[1]

test('a page runs no script but those with the nonce of its own answer', async () => {
  const first = await get('/sign-in')
  const policy = policyOf(first)
  const scripts = /script-src ([^;]+);/.exec(policy)?.[1] ?? ''
  expect(scripts).toContain("'strict-dynamic'")
  expect(scripts).not.toMatch(/unsafe|https?:|\*/)
  expect(policy).toContain("base-uri 'none'")
  expect(policy).toContain("object-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  const html = await first.text()
  const nonces = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => /nonce="([^"]*)"/.exec(tag)?.[1] ?? tag)
  expect(nonces.length).toBeGreaterThan(0)
  expect(new Set(nonces)).toEqual(new Set([nonceOf(policy)]))
  expect(nonceOf(policyOf(await get('/sign-in')))).not.toBe(nonceOf(policy))
})

test('what somebody smuggles into a page does not run, while the page itself does', async () => {
  const page = await app.open('/sign-in', { expectedErrors: /Content Security Policy|404/ })
  const smuggled = '<script>window.injected = 1</script><img src="/none.png" onerror="window.injected = 2">'
  await page.route(`${app.url}/incidents`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: (await response.text()).replace('</body>', `${smuggled}</body>`) })
  })
  await page.goto(`${app.url}/incidents`, { waitUntil: 'networkidle' })
  expect(await page.content()).toContain('window.injected')
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  expect(await page.evaluate(() => 'injected' in window)).toBe(false)
})

test.each(['/', `/incidents/${DEMO.keyRotation}`, `/skills/${DEMO.skill}`, '/action-items', '/import'])(
  '%s does nothing that the policy forbids',
  async (address) => {
    const page = await app.open(address)
    await page.addInitScript(() => {
      const seen: string[] = []
      Object.assign(window, { forbidden: seen })
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        seen.push(`${violatedDirective} ${blockedURI} ${sample}`),
      )
    })
    await page.reload({ waitUntil: 'networkidle' })
    expect(await page.evaluate((): unknown => Reflect.get(window, 'forbidden'))).toEqual([])
  },
)

test.each(['/sign-in', '/api/health', '/api/v1/incidents', '/no-such-page', '/_next/static/none.js'])(
  '%s: no sniffing, no frames, no referrer to others',
  async (pathname) => {
    const { headers } = await get(pathname)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
  },
)

test('an answer of the API does nothing when it is opened as a page, and nobody on the way keeps it', async () => {
  const response = await get('/api/v1/incidents')
  expect(policyOf(response)).toContain("default-src 'none'")
  expect(policyOf(response)).toContain('sandbox')
  expect(response.headers.get('cache-control')).toContain('no-store')
})

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:1/x.png',
  'http://[::ffff:127.0.0.1]/x.png',
  '//169.254.169.254/x.png',
  'https://example.com/x.png',
  '/api/health',
])('/_next/image with %s is answered with 400', async (address) => {
  const response = await get(`/_next/image?url=${encodeURIComponent(address)}&w=64&q=75`)
  expect(response.status).toBe(400)
  expect(await response.text()).not.toContain('"status"')
})

/** The status of a request with headers and methods that `fetch` does not let one send. */
function rawStatus(pathname: string, options: http.RequestOptions): Promise<{ status: number; allow: string }> {
  return new Promise((resolve, reject) => {
    const sent = http.request(`${app.url}${pathname}`, options, (answer) => {
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, allow: answer.headers.allow ?? '' }))
    })
    sent.on('error', reject)
    sent.end(options.method === 'POST' ? '["x"]' : undefined)
  })
}

test.each(['/', '/sign-in', '/api/v1/incidents', '/livez', '/public'])('TRACE %s is declined', async (address) => {
  const { status, allow } = await rawStatus(address, { method: 'TRACE' })
  expect(status).toBe(405)
  expect(allow).toContain('GET')
})

test.each([
  '/%FF',
  '/incidents/%00',
  '/incidents/%ED%A0%80',
  '/api/v1/incidents/%',
  '/feeds/patterns/%FF',
  '/search?q=%00',
])('the address %s is bad input, and no fault of ours', async (address) => {
  expect((await rawStatus(address, {})).status).toBe(400)
})

test.each(['PUT', 'DELETE', 'PATCH'])('a page declines %s', async (method) => {
  expect((await rawStatus('/sign-in', { method })).status).toBe(405)
})

test('behind a proxy that writes another Host a form of our own address is taken, and that of another site is not', async () => {
  const post = (origin: string, more: http.OutgoingHttpHeaders = {}) => {
    const headers = {
      host: '10.0.0.5:3000',
      origin,
      'next-action': 'a'.repeat(42),
      'content-type': 'text/plain',
      ...more,
    }
    return rawStatus('/sign-in', { method: 'POST', headers })
  }
  // There is no such action, which Next says once it has believed the origin.
  expect([404, 409]).toContain((await post(app.url)).status)
  expect((await post('https://elsewhere.example')).status).toBe(403)
  expect((await post('https://elsewhere.example', { 'x-forwarded-host': 'elsewhere.example' })).status).toBe(403)
})
