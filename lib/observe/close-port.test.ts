import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { closePort, readPort } from './close-port'

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1012 00000000:0000 0A 00000000:00000002 00:00000000 00000000     0        0 91234 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1012 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:1012 0100007F:C002 01 00000000:00000000 00:00000000 00000000     0        0 91235 1 0000000000000000 20 4 30 10 -1
   3: 0100007F:1012 0100007F:C003 08 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 20 4 30 10 -1
   4: 0100007F:1012 0100007F:C004 06 00000000:00000000 03:00000176 00000000     0        0 0 3 0000000000000000
   5: 0100007F:1012 0100007F:C005 03 00000000:00000000 01:00000064 00000000     0        0 0 1 0000000000000000
   6: 0100007F:1013 0100007F:C006 01 00000000:00000000 00:00000000 00000000     0        0 0 1 0000000000000000 20 4 30 10 -1
`

test('who waits at a port are connections of it that no process has taken', () => {
  expect(readPort(TABLE, 0x1012)).toEqual({ waiting: [0xc001, 0xc003], halfOpen: 1 })
  expect(readPort(TABLE, 0x1013)).toEqual({ waiting: [0xc006], halfOpen: 0 })
  expect(readPort('', 0x1012)).toEqual({ waiting: [], halfOpen: 0 })
})

test.each(['127.0.0.1', '0.0.0.0'])('a port of %s without visitors is closed at once', async (host) => {
  const server = createServer().listen(0, host)
  await once(server, 'listening')
  const begun = performance.now()
  const closed = once(server, 'close')
  await closePort(server, () => server.close(), 5_000)
  await closed
  expect(performance.now() - begun).toBeLessThan(2_000)
})

/** What becomes of somebody who connects and waits for a word. */
function visit(port: number): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (data) => (heard += data.toString()))
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    socket.once('close', () => resolve(heard))
  })
}

test.runIf(process.platform === 'linux')('whoever stands at the port when it is to be closed is let in', async () => {
  const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const visits = Array.from({ length: 40 }, () => visit(port))
  // Their connections are made in ticks of their own, and nobody takes one before the event loop turns.
  await new Promise<void>((resolve) => process.nextTick(resolve))
  const closed = once(server, 'close')
  await closePort(server, () => server.close(), 5_000)
  await closed
  expect(new Set(await Promise.all(visits))).toEqual(new Set(['hello']))
  expect(await visit(port)).toBe('ECONNREFUSED')
})
