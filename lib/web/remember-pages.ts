import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import Negotiator from 'negotiator'
import { readOnlySession } from '@/lib/auth/session-cookie'
import { log } from '@/lib/observe/log'
import { pagesAnswered } from '@/lib/observe/metrics'
import { currentRequest, noteUser } from '@/lib/observe/request-context'
import { routeTemplate } from '@/lib/observe/route-template'
import { type Drawn, PageMemory, pageName, recall } from './page-memory'

const unzip = promisify(gunzip)

/** Pages that are remembered: those that are read. None shows sessions, tokens, or what was sent where; their changes are not counted. */
export const REMEMBERED: readonly string[] = [
  '/action-items',
  '/incidents',
  '/incidents/[slug]',
  '/map',
  '/patterns',
  '/patterns/[slug]',
  '/search',
  '/skills',
  '/skills/[slug]',
]
/** Pages, and their data as the browser's router asks for it. */
const TYPES = /^text\/(?:html|x-component)\b/
/** A longer answer is not remembered. In bytes as they are sent, and without compression. */
const LONGEST = 500_000
const LONGEST_TEXT = 4_000_000
/** Pages that wait to be remembered; when there are more, one is drawn again the next time. */
const MOST_WAITING = 4
/** A page is not held up for so many milliseconds by what remembers it; when it would be, that is left alone for a while. */
const PATIENCE_MS = 300
const LEFT_ALONE_MS = 5_000

/** What decides whether a remembered page is shown. */
export type Deciding = {
  /** Who is signed in with the token of a session; null for nobody. */
  findViewer: (sessionToken: string) => Promise<{ readonly userId?: string | null } | null>
  readSnapshot: () => Promise<string>
  isUnchangedSince: (snapshot: string) => Promise<boolean>
}

type Exchange = { request: IncomingMessage; response: ServerResponse; name: string }

type Shown = { page: NonNullable<ReturnType<PageMemory['find']>>; userId: string | null }
type Decision = Shown | { snapshot: string }

/** As Next sends pages: compressed by itself, or not at all. */
const ENCODINGS = new Set<unknown>([undefined, 'gzip'])

const isRemembered = ({ method, headers, url = '/' }: IncomingMessage) =>
  method === 'GET' &&
  headers.authorization === undefined &&
  headers.range === undefined &&
  !/no-cache|no-store/.test(headers['cache-control'] ?? '') &&
  REMEMBERED.includes(routeTemplate(url))

/** What is sent from now on, as it goes to the connection, is collected and given to `then` once all of it is sent. */
function collect(response: ServerResponse, then: (body: Buffer) => void): void {
  const parts: Buffer[] = []
  let bytes = 0
  const take = (part: unknown) => {
    if (typeof part !== 'string' && !(part instanceof Uint8Array)) return
    // Whoever writes may use its bytes again.
    const piece = Buffer.from(part)
    bytes += piece.length
    if (bytes <= LONGEST) parts.push(piece)
    else parts.length = 0
  }
  const write = response.write.bind(response) as (...args: unknown[]) => boolean
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse
  response.write = (...args: unknown[]) => {
    take(args[0])
    return write(...args)
  }
  response.end = (...args: unknown[]) => {
    take(args[0])
    return end(...args)
  }
  response.once('finish', () => {
    if (bytes <= LONGEST) then(Buffer.concat(parts))
  })
}

/**
 * Shows reading pages again as they were drawn, as long as nothing has changed that they show, to the same person with the same settings: an
 * incident takes a tenth of a second to draw, and two statements say whether what was drawn still holds. Whose session it is is asked each
 * time. Takes what decides, gives a function that puts itself before what listens for requests of a server.
 */
export function pageRemembering({ findViewer, readSnapshot, isUnchangedSince }: Deciding): (server: Server) => void {
  const memory = new PageMemory()
  let waiting = 0
  let leftAloneUntil = 0

  /** The page as it is remembered, if it holds, else what is to be known before it is drawn. */
  async function decide(name: string, sessionToken: string): Promise<Decision> {
    const page = memory.find(name, performance.now())
    if (page !== null) {
      const [viewer, holds] = await Promise.all([findViewer(sessionToken), isUnchangedSince(page.snapshot)])
      if (viewer !== null && holds) return { page, userId: viewer.userId ?? null }
    }
    // Before anything of the page is read: it shows this or something later.
    return { snapshot: await readSnapshot() }
  }

  /** Null where the database does not say in time: the page says so better. */
  async function decideInTime(name: string, sessionToken: string): Promise<Decision | null> {
    if (performance.now() < leftAloneUntil) return null
    const patience = new AbortController()
    const late = setTimeout(PATIENCE_MS, null, { signal: patience.signal }).catch(() => null)
    const decision = await Promise.race([decide(name, sessionToken).catch(() => null), late])
    patience.abort()
    if (decision === null) leftAloneUntil = performance.now() + LEFT_ALONE_MS
    return decision
  }

  async function show({ request, response }: Exchange, { page, userId }: Shown): Promise<void> {
    noteUser(userId)
    const gzip = new Negotiator(request).encoding(['gzip', 'identity']) === 'gzip'
    const { headers, body } = await recall(page, randomBytes(16).toString('base64'), gzip)
    pagesAnswered.inc({ from: 'memory' })
    response.writeHead(200, headers).end(body)
  }

  async function keep(name: string, { headers, text: body }: Drawn, snapshot: string, at: number): Promise<void> {
    const isZipped = headers['content-encoding'] === 'gzip'
    const text = isZipped ? await unzip(body, { maxOutputLength: LONGEST_TEXT }) : body
    await memory.keep(name, { headers, text }, snapshot, at)
  }

  /** Remembers what is about to be drawn. */
  function watch({ response, name }: Exchange, snapshot: string): void {
    const context = currentRequest()
    const at = performance.now()
    collect(response, (text) => {
      const headers = response.getHeaders()
      const isWhole = response.statusCode === 200 && !context?.errorLogged && headers['set-cookie'] === undefined
      if (!isWhole || !TYPES.test(String(headers['content-type']))) return
      pagesAnswered.inc({ from: 'drawing' })
      if (!ENCODINGS.has(headers['content-encoding']) || waiting >= MOST_WAITING) return
      waiting++
      void keep(name, { headers, text }, snapshot, at)
        .catch((error: unknown) => log.warn('a page could not be remembered', {}, error))
        .finally(() => waiting--)
    })
  }

  return (server) => {
    const listeners = server.listeners('request') as RequestListener[]
    const draw: RequestListener = (request, response) => {
      for (const listen of listeners) listen.call(server, request, response)
    }
    server.removeAllListeners('request')
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const sessionToken = isRemembered(request) ? readOnlySession(request.headers.cookie ?? null) : null
      if (sessionToken === null) return draw(request, response)
      const name = pageName(request.url ?? '/', request.headers)
      const exchange = { request, response, name }
      void decideInTime(name, sessionToken).then((decision) => {
        if (response.destroyed) return
        if (decision && 'page' in decision) return show(exchange, decision)
        if (decision) watch(exchange, decision.snapshot)
        draw(request, response)
      })
    })
  }
}
