import { expect, test } from 'vitest'
import { NewEndpointSchema } from './webhook'

const endpoint = (url: string) => NewEndpointSchema.safeParse({ name: 'hook', url, events: ['incident.created'] })

test.each([
  'https://[::1%25lo]/',
  'https://127.0.0.1%00.example.org/',
  'https://',
  'hook',
  '',
  'javascript:alert(1)',
  'https://maya:word@example.org/',
  'https://maya@example.org/',
])('what is no address of an endpoint is refused, and never a fault: %s', (url) => {
  expect(endpoint(url).success).toBe(false)
})

test('an address may have a sign of an address of mail behind its host', () => {
  expect(endpoint('https://example.org/@maya?to=a@b').success).toBe(true)
})
