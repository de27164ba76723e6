// Stands between the application and its database, and can take the database away.
import { once } from 'node:events'
import net from 'node:net'

export type DatabaseProxy = {
  /** The address of the same database through the proxy. */
  url: string
  /** `open`: passes everything on; `refused`: nobody listens; `silent`: connections are taken and nothing is answered. */
  become: (mode: 'open' | 'refused' | 'silent') => Promise<void>
  /** From now on connections lead to another server. */
  lead: (databaseUrl: string) => void
  close: () => Promise<void>
}

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  let target = new URL(databaseUrl)
  const sockets = new Set<net.Socket>()
  let silent = false
  const server = net.createServer((socket) => {
    const upstream = net.connect(Number(target.port), target.hostname)
    for (const one of [socket, upstream]) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        socket.destroy()
        upstream.destroy()
      })
    }
    if (silent) return
    socket.pipe(upstream)
    upstream.pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const stop = async () => {
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    become: async (mode) => {
      silent = mode === 'silent'
      await stop()
      if (mode === 'refused') return
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    lead: (to) => void (target = new URL(to)),
    close: stop,
  }
}
