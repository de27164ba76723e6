import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { getProxyForUrl } from 'proxy-from-env'

/** Statuses of answers that have no body. */
const WITHOUT_BODY = [101, 204, 205, 304]

/**
 * As the global `fetch`, but through the proxy that the environment names for the address (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`), which
 * that one does not look at: the proxy opens a tunnel and sees nothing but the host. Redirects are answers, and none is followed there.
 */
export async function proxiedFetch(request: Request): Promise<Response> {
  const proxy = getProxyForUrl(request.url)
  return proxy === '' ? fetch(request) : throughProxy(request, proxy)
}

async function throughProxy(request: Request, proxy: string): Promise<Response> {
  const url = new URL(request.url)
  const body = request.body === null ? null : Buffer.from(await request.arrayBuffer())
  const headers: Record<string, string> = { ...Object.fromEntries(request.headers), host: url.host }
  if (body) headers['content-length'] = String(body.length)
  // Nobody unpacks what comes this way.
  headers['accept-encoding'] = 'identity'
  const { method, signal } = request
  const tunnel = await openTunnel(new URL(proxy), url, signal)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    const createConnection = () => (isSecure ? connectTls({ socket: tunnel, servername: url.hostname }) : tunnel)
    const sent = (isSecure ? https : http).request(url, { method, headers, signal, createConnection }, resolve)
    sent.on('error', (error) => {
      tunnel.destroy()
      reject(error)
    })
    sent.end(body ?? undefined)
  })
  const told = new Headers()
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) told.append(name, value)
  }
  const status = answer.statusCode ?? 0
  if (WITHOUT_BODY.includes(status)) {
    answer.resume()
    return new Response(null, { status, headers: told })
  }
  return new Response(Readable.toWeb(answer) as ReadableStream, { status, headers: told })
}

/**
 * A connection through a proxy to the host of an address. Throws when the proxy does not open one: what it answers then comes from it and not from
 * the host, whose certificate nobody has seen.
 */
function openTunnel(proxy: URL, { hostname, port, protocol }: URL, signal: AbortSignal): Promise<Socket> {
  const host = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
  const user = [proxy.username, proxy.password].map(decodeURIComponent).join(':')
  const known = user === ':' ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(user).toString('base64')}` }
  return new Promise((resolve, reject) => {
    const { request } = proxy.protocol === 'https:' ? https : http
    const options = { method: 'CONNECT', path: host, headers: { Host: host, ...known }, agent: false, signal }
    const asked = request({ host: proxy.hostname.replace(/^\[|\]$/g, ''), port: proxy.port, ...options })
    asked.on('error', reject)
    asked.on('connect', ({ statusCode }, socket: Socket, first) => {
      if (statusCode === 200) {
        socket.unshift(first)
        resolve(socket)
        return
      }
      socket.destroy()
      reject(new Error(`the proxy opens no tunnel: ${statusCode}`))
    })
    asked.end()
  })
}
