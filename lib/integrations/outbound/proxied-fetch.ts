import https from 'node:https'
import http, { type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import createProxyAgent from 'https-proxy-agent'
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
  const headers = Object.fromEntries(request.headers)
  if (body) headers['content-length'] = String(body.length)
  // Nobody unpacks what comes this way.
  headers['accept-encoding'] = 'identity'
  const { method, signal } = request
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'https:' ? https.request : http.request
    const options: https.RequestOptions = { method, headers, signal }
    // It has all that Node asks of an agent, though less than the type of one.
    Reflect.set(options, 'agent', createProxyAgent(proxy))
    const sent = send(url, options, resolve)
    sent.on('error', reject)
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
