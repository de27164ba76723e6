import { randomBytes } from 'node:crypto'
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import Negotiator from 'negotiator'
import { readSessionCookie } from '@/lib/auth/session-cookie'
import { log } from '@/lib/observe/log'
import { pagesAnswered } from '@/lib/observe/metrics'
import { currentRequest, noteUser } from '@/lib/observe/request-context'
import { routeTemplate } from '@/lib/observe/route-template'
import { PageMemory, pageName, recall } from './page-memory'

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
/** A longer answer is not remembered. In bytes as they are sent. */
const LONGEST = 1_000_000

/** What decides whether a remembered page is shown. */
export type Deciding = {
  /** Who is signed in with the token of a session; null for nobody. */
  findViewer: (sessionToken: string) => Promise<{ readonly userId?: string | null } | null>
  readSnapshot: () => Promise<string>
  isUnchangedSince: (snapshot: string) => Promise<boolean>
}

type Exchange = { request: IncomingMessage; response: ServerResponse; name: string }

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

  /** The page as it is remembered, if it holds; whether it was sent. */
  async function show({ request, response, name }: Exchange, sessionToken: string): Promise<boolean> {
    const page = memory.find(name, performance.now())
    if (page === null) return false
    const [viewer, holds] = await Promise.all([findViewer(sessionToken), isUnchangedSince(page.snapshot)])
    if (viewer === null || !holds) return false
    noteUser(viewer.userId ?? null)
    const gzip = new Negotiator(request).encoding(['gzip', 'identity']) === 'gzip'
    const { headers, body } = await recall(page, randomBytes(16).toString('base64'), gzip)
    pagesAnswered.inc({ from: 'memory' })
    response.writeHead(200, headers).end(body)
    return true
  }

  /** Remembers what is about to be drawn. */
  async function watch({ response, name }: Exchange): Promise<void> {
    // Before anything of the page is read: it shows this or something later.
    const snapshot = await readSnapshot()
    const context = currentRequest()
    const at = performance.now()
    collect(response, (body) => {
      const headers = response.getHeaders()
      const isWhole = response.statusCode === 200 && !context?.errorLogged && headers['set-cookie'] === undefined
      if (!isWhole || !TYPES.test(String(headers['content-type']))) return
      pagesAnswered.inc({ from: 'drawing' })
      const encoding = headers['content-encoding'] ?? 'identity'
      if (encoding !== 'gzip' && encoding !== 'identity') return
      const text = encoding === 'gzip' ? unzip(body) : Promise.resolve(body)
      void text
        .then((plain) => memory.keep(name, { headers, text: plain }, snapshot, at))
        .catch((error: unknown) => log.warn('a page could not be remembered', {}, error))
    })
  }

  /** True when the answer was sent from memory. What goes wrong here goes wrong in the page as well, which says it better. */
  async function answer(exchange: Exchange, sessionToken: string): Promise<boolean> {
    try {
      if (await show(exchange, sessionToken)) return true
      await watch(exchange)
    } catch (error) {
      log.debug('the memory of pages could not be asked', { error: String(error) })
    }
    return false
  }

  return (server) => {
    const listeners = server.listeners('request') as RequestListener[]
    const draw: RequestListener = (request, response) => {
      for (const listen of listeners) listen.call(server, request, response)
    }
    server.removeAllListeners('request')
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const sessionToken = isRemembered(request) ? readSessionCookie(request.headers.cookie ?? null) : null
      if (sessionToken === null) return draw(request, response)
      const name = pageName(request.url ?? '/', request.headers)
      void answer({ request, response, name }, sessionToken).then((sent) => {
        if (!sent && !response.destroyed) draw(request, response)
      })
    })
  }
}
