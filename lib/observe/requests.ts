import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { boundPieces, exchangeOf } from './body'
import { log } from './log'
import { requestTime, requestsInFlight } from './metrics'
import { processState } from './process-state'
import { enterRequest, type RequestContext, withRequest } from './request-context'
import { routeTemplate } from './route-template'
import { refusedAddress } from './unreadable-address'

/** An id that whoever asked gave, when it is a plain one: a trace goes on through a proxy. */
const ID = /^[\w-]{8,64}$/
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip']
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
/** Asked every few seconds by a machine: told at `debug` unless they fail. */
const PROBES = new Set(['/livez', '/readyz', '/metrics', '/api/health', '/_next'])

function contextOf(request: IncomingMessage, response: ServerResponse): RequestContext {
  const given = request.headers['x-request-id']
  const id = typeof given === 'string' && ID.test(given) ? given : randomUUID()
  const direct = FORWARDED.every((name) => request.headers[name] === undefined)
  const peer = request.socket.remoteAddress ?? null
  return { id, fromHere: direct && LOOPBACK.has(peer ?? ''), peer, exchange: exchangeOf(request, response) }
}

/** One line and one measurement for each request, when its answer is sent or whoever asked has gone away. */
function note(request: IncomingMessage, response: ServerResponse, started: number): void {
  const ms = performance.now() - started
  const route = routeTemplate(request.url ?? '/')
  const method = request.method ?? 'GET'
  const status = response.writableFinished ? response.statusCode : 499
  requestTime.observe({ route, method, status: String(status) }, ms / 1000)
  const isQuiet = PROBES.has(route) && status < 500
  log[isQuiet ? 'debug' : 'info']('request', { method, route, status, ms: Math.round(ms * 10) / 10 })
}

/** What Node tells of a request before anybody handles it. */
type Started = { request: IncomingMessage; response: ServerResponse; server: Server }

/** Where a request is led that Next cannot take: `TRACE` is no method of a `Request`, so that making one would fail with a 500. */
function declineTrace(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'TRACE') return
  // A route that answers reading alone: Next says 405 to anything else, and to this as to any other.
  request.method = 'PATCH'
  request.url = '/livez'
  response.setHeader('Allow', 'GET, HEAD, POST, PUT, PATCH, DELETE')
}

/** Next would answer with a 500, before a page, a route or the proxy is asked. */
function declineUnreadable(request: IncomingMessage): void {
  const refused = refusedAddress(request.url ?? '/')
  if (refused === null) return
  if (request.method !== 'HEAD') request.method = 'GET'
  request.url = refused
}

/** What was put before the application's own listener, once for each server. */
const fronted = new WeakSet<Server>()

function begin({ request, response, server }: Started, front: (server: Server) => void): void {
  if (!fronted.has(server)) {
    fronted.add(server)
    front(server)
  }
  declineTrace(request, response)
  declineUnreadable(request)
  boundPieces(request)
  const context = contextOf(request, response)
  const started = performance.now()
  processState.server = server
  response.setHeader('x-request-id', context.id)
  requestsInFlight.inc()
  // Whoever kept a connection open is told to come by another one, which this process does not take any more.
  if (processState.closing) response.shouldKeepAlive = false
  response.once('close', () => {
    requestsInFlight.dec()
    withRequest(context, () => note(request, response, started))
  })
  enterRequest(context)
}

const kept = globalThis as typeof globalThis & { hindsightWatchesRequests?: boolean }

/**
 * From now on every request of this process has an id, a line in the log and a time in the metrics. Next offers no place for it.
 * @param front is told of the server at its first request, and may put something before what listens for them
 */
export function watchRequests(front: (server: Server) => void): void {
  if (kept.hindsightWatchesRequests) return
  kept.hindsightWatchesRequests = true
  subscribe('http.server.request.start', (message) => begin(message as Started, front))
}
