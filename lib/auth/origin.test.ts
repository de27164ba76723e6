import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameOrigin, safeCallbackPath } from './origin'

test('a callback stays on this site', () => {
  expect(safeCallbackPath('/incidents/a?lang=de#timeline')).toBe('/incidents/a?lang=de#timeline')
  const foreign = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'incidents',
    '',
    null,
    undefined,
  ]
  expect(foreign.map((value) => safeCallbackPath(value))).toEqual(foreign.map(() => '/'))
})

test('whatever comes, a browser resolves the result to this site', () => {
  const nasty = fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', '%2f', '\t', '\n', 'a', '?', '#') })
  fc.assert(
    fc.property(nasty, (rest) => {
      const path = safeCallbackPath(`/${rest}`)
      expect(new URL(path, 'https://here.example/sign-in/link').origin).toBe('https://here.example')
    }),
  )
})

const HERE = { baseUrl: 'https://h.example', TRUSTED_HOPS: 0 }
const from = (headers: Record<string, string>, site = HERE) => isSameOrigin(new Headers(headers), site)

test('a page of this site has the origin that the request asks for', () => {
  expect(from({ origin: 'https://h.example', host: '10.0.0.4:3000' })).toBe(true)
  expect(from({ origin: 'https://h.example', host: 'h.example', 'sec-fetch-site': 'same-origin' })).toBe(true)
  // By another of its names, as through a tunnel.
  expect(from({ origin: 'http://localhost:3000', host: 'localhost:3000' })).toBe(true)
})

test('foreign, opaque and missing origins are not this site', () => {
  expect(from({ origin: 'http://localhost:4000', host: 'localhost:3000' })).toBe(false)
  expect(from({ origin: 'https://h.example.evil.example', host: 'h.example' })).toBe(false)
  expect(from({ origin: 'https://sub.h.example', host: 'h.example' })).toBe(false)
  expect(from({ origin: 'null', host: 'h.example' })).toBe(false)
  expect(from({ origin: 'file://', host: '' })).toBe(false)
  expect(from({ host: 'h.example' })).toBe(false)
  expect(from({ host: 'h.example', referer: 'https://h.example/', 'sec-fetch-site': 'same-origin' })).toBe(false)
})

test('our own address by http is not the one by https, nor what a browser calls another site', () => {
  expect(from({ origin: 'http://h.example', host: 'h.example' })).toBe(false)
  for (const site of ['cross-site', 'same-site']) {
    expect(from({ origin: 'https://h.example', host: 'h.example', 'sec-fetch-site': site })).toBe(false)
  }
})

test('a host that is said to be forwarded is believed only behind a proxy of ours', () => {
  const headers = { origin: 'https://other.example', host: '10.0.0.4:3000', 'x-forwarded-host': 'other.example' }
  expect(from(headers)).toBe(false)
  expect(from(headers, { ...HERE, TRUSTED_HOPS: 1 })).toBe(true)
  expect(from({ ...headers, 'x-forwarded-host': 'h.example' }, { ...HERE, TRUSTED_HOPS: 1 })).toBe(false)
})
