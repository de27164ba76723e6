import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Exchange } from './request-context'

/**
 * Lets go of the rest of a body. Next keeps what a page is sent until its last byte is there, also when `proxy.ts` has refused it long before:
 * whoever holds that byte back would have megabytes of the process for minutes. It looks at the end of this stream alone, so this is where it can
 * be told to go on.
 */
function leaveBody(request: IncomingMessage): void {
  if (request.complete) return
  // Node takes what ends before its time for a connection that broke off, and would close it before the answer is sent.
  request.complete = true
  request.push(null)
  // Next puts another stream in the place of this one, with its `push`: set or not, what still comes goes nowhere.
  Object.defineProperty(request, 'push', { get: () => () => true, set: () => {} })
  // It may have been full, and nobody takes anything more from it: the next request of this connection comes behind the rest.
  request.socket.resume()
}

async function holdBody<T>(request: IncomingMessage, until: Promise<T>): Promise<T> {
  request.pause()
  try {
    return await until
  } finally {
    request.resume()
  }
}

/** What is looked at: in one of so many spans of so many milliseconds, so many bytes have to come. The slowest telephone brings a hundred times that. */
const PACE = { spans: 5, milliseconds: 5_000, bytes: 2_048 }
const TOO_SLOW = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'

/**
 * Ends a request whose sender has stopped sending. Node waits five minutes for the end of any; what this one holds meanwhile others wait for.
 * Counted in spans: while this process itself is busy none goes by, and what came meanwhile is read before the next.
 */
function demandPace(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  let before = socket.bytesRead
  let slow = 0
  const timer = setInterval(() => {
    const came = socket.bytesRead - before
    before = socket.bytesRead
    slow = came < PACE.bytes ? slow + 1 : 0
    if (request.complete) return clearInterval(timer)
    if (slow < PACE.spans) return
    clearInterval(timer)
    // As Node itself says it of one that takes too long.
    if (!response.headersSent) socket.write(TOO_SLOW)
    request.destroy()
  }, PACE.milliseconds).unref()
  response.once('close', () => clearInterval(timer))
}

/** What can be asked of a request and of its answer, for its context. */
export function exchangeOf(request: IncomingMessage, response: ServerResponse): Exchange {
  let ended = false
  response.once('close', () => (ended = true))
  return {
    leaveBody: () => leaveBody(request),
    holdBody: (until) => holdBody(request, until),
    demandPace: () => {
      if (!ended) demandPace(request, response)
    },
    atEnd: (then) => void (ended ? then() : response.once('close', then)),
  }
}

/** A body may come in so many pieces of any size; when in more, they have this many bytes on the average. Packets have a thousand and more. */
const FREE_PIECES = 500
const PIECE_BYTES = 256

/**
 * Leaves the rest of a body for a page that comes in crumbs: to keep one takes four hundred bytes, so that 64 KB of single letters, in chunks,
 * would take 30 MB. What is below `/api` is read, and counted, otherwise; programs may send it line by line.
 */
export function boundPieces(request: IncomingMessage): void {
  if (request.method === 'GET' || request.method === 'HEAD' || /^\/api(?:\/|$)/.test(request.url ?? '')) return
  const push = request.push.bind(request)
  let pieces = 0
  let bytes = 0
  request.push = (piece: Buffer | null, encoding) => {
    if (piece === null) return push(piece, encoding)
    pieces++
    bytes += piece.length
    if (pieces <= FREE_PIECES || bytes >= pieces * PIECE_BYTES) return push(piece, encoding)
    leaveBody(request)
    return true
  }
}
