import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { currentRequest } from '@/lib/observe/request-context'
import { watchRequests } from '@/lib/observe/requests'
import { clientAddress } from './client-address'

const asked = (peer: string | null, forwarded: string | null, hops: number) =>
  clientAddress(new Headers(forwarded === null ? {} : { 'x-forwarded-for': forwarded }), peer, hops)

test('without a trusted proxy the connection counts, whatever the header says', () => {
  expect(asked('192.0.2.7', null, 0)).toBe('192.0.2.7')
  expect(asked('192.0.2.7', '203.0.113.9', 0)).toBe('192.0.2.7')
  expect(asked('192.0.2.7', '203.0.113.9, 198.51.100.1', 0)).toBe('192.0.2.7')
})

test('behind trusted proxies the address counts that the outermost of them was called from', () => {
  expect(asked('10.0.0.1', '203.0.113.9', 1)).toBe('203.0.113.9')
  expect(asked('10.0.0.1', 'forged, 198.51.100.1, 203.0.113.9', 1)).toBe('203.0.113.9')
  expect(asked('10.0.0.1', '198.51.100.1, 203.0.113.9, 10.0.0.2', 2)).toBe('203.0.113.9')
  expect(asked('10.0.0.1', null, 1)).toBe('10.0.0.1')
})

test('what is no address counts as the connection', () => {
  for (const forged of ['unknown', '_hidden', 'x'.repeat(10_000), '1.2.3.4.5', '<script>']) {
    expect(asked('10.0.0.1', forged, 1)).toBe('10.0.0.1')
  }
  expect(asked(null, '203.0.113.9', 1)).toBeNull()
})

test('one IPv6 customer counts once, and IPv4 as itself also where it is written as IPv6', () => {
  expect(asked('2001:db8:1:2:3:4:5:6', null, 0)).toBe('2001:db8:1:2::/64')
  expect(asked('2001:db8:1:2:ffff::1', null, 0)).toBe('2001:db8:1:2::/64')
  expect(asked('2001:db8:1:3::1', null, 0)).not.toBe('2001:db8:1:2::/64')
  expect(asked('::ffff:192.0.2.7', null, 0)).toBe('192.0.2.7')
})

test('ports that proxies add are left out', () => {
  expect(asked('10.0.0.1', '203.0.113.9:4711', 1)).toBe('203.0.113.9')
  expect(asked('10.0.0.1', '[2001:db8:1:2::9]:4711', 1)).toBe('2001:db8:1:2::/64')
})

test('the address of the connection is known while a request is answered, and no header changes it', async () => {
  watchRequests(() => undefined)
  const server = createServer((_request, response) => response.end(currentRequest()?.peer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const headers = { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' }
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers })
  expect(await answer.text()).toBe('127.0.0.1')
  server.close()
  server.closeAllConnections()
})
