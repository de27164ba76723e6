import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { BoundedMemory } from '@/lib/domain/bounded-memory'
import { processState } from '@/lib/observe/process-state'
import { joinAsGzip, joinAsText, packPieces, type GzipPieces } from './gzip-pieces'

/** Bytes of all remembered pages, compressed: 300 to 500 of them. */
const MOST_BYTES = 16_000_000
/** What a page costs beside its bytes, and each of its pieces. */
const OVERHEAD = 4_000
const PIECE_OVERHEAD = 200
/** A page of more pieces is not remembered. Those of long incidents have a hundred. */
const MOST_PIECES = 500
/** A page says how long ago something was and what is overdue: after so many milliseconds it is drawn again, though nothing has changed. */
const LONGEST_MS = 60_000

/** What no page looks at: it differs from one request for the same page to the next. What is not named here makes another page. */
const NOT_LOOKED_AT = new Set([
  'accept-encoding', 'cache-control', 'connection', 'if-modified-since', 'if-none-match', 'pragma', 'priority', 'purpose', 'referer', 'sec-fetch-dest',
  'sec-fetch-mode', 'sec-fetch-site', 'sec-fetch-user', 'sec-purpose', 'traceparent', 'tracestate', 'upgrade-insecure-requests', 'x-request-id',
]) // prettier-ignore

/** What belongs to one answer alone, or is written anew for each. */
const OF_ONE_ANSWER = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'transfer-encoding',
  'x-request-id',
])
const POLICY = 'content-security-policy'

/** A page as it was drawn for one person and one browser's settings. */
type Page = {
  headers: OutgoingHttpHeaders
  nonce: string
  text: GzipPieces
  snapshot: string
  at: number
  /** How many connections to the database had been lost. */
  losses: number
}

/** What a page was answered with: its text as it is before compression. */
export type Drawn = { headers: OutgoingHttpHeaders; text: Buffer }

/** What is sent for a remembered page. */
export type Recalled = { headers: OutgoingHttpHeaders; body: Buffer }

/** The name of what a request asks for: its address with all that a page may look at, the person's cookies among it. */
export function pageName(url: string, headers: IncomingHttpHeaders): string {
  const asked = Object.entries(headers).filter(([name]) => !NOT_LOOKED_AT.has(name))
  const parts = [url, ...asked.toSorted(([a], [b]) => (a < b ? -1 : 1))]
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64')
}

/** Scripts run by a nonce, which is another for each answer: in the policy and at each script. */
const nonceOf = (policy: string) => /'nonce-([^']+)'/.exec(policy)?.[1] ?? null

/** Pages as they were drawn, by the name of what was asked for. Whether one still holds is asked by whoever shows it. */
export class PageMemory {
  readonly #kept = new BoundedMemory<Page>(MOST_BYTES)

  /** The page of a name, when it is young enough at `now`, in milliseconds; with the snapshot that decides whether it holds. */
  find(name: string, now: number): Page | null {
    const page = this.#kept.find(name)
    if (!page) return null
    if (now - page.at < LONGEST_MS && page.losses === processState.losses) return page
    this.#kept.forget(name)
    return null
  }

  /** Remembers a page that was drawn of what `snapshot` saw or of something later. One without a policy with a nonce is none of ours. */
  async keep(name: string, { headers, text }: Drawn, snapshot: string, at: number): Promise<void> {
    const policy = headers[POLICY]
    const nonce = typeof policy === 'string' ? nonceOf(policy) : null
    if (typeof policy !== 'string' || nonce === null) return
    const { losses } = processState
    const pieces = await packPieces(text, Buffer.from(nonce), MOST_PIECES)
    if (pieces === null) return
    const kept = Object.fromEntries(Object.entries(headers).filter(([each]) => !OF_ONE_ANSWER.has(each)))
    const size = pieces.deflated.length + pieces.pieces.length * PIECE_OVERHEAD + OVERHEAD
    this.#kept.keep(name, { headers: kept, nonce, text: pieces, snapshot, at, losses }, size)
  }
}

/** The answer with a remembered page, for scripts that carry another nonce: in its headers as well, which name what is fetched early. */
export async function recall(page: Page, nonce: string, gzip: boolean): Promise<Recalled> {
  const between = Buffer.from(nonce)
  const body = gzip ? joinAsGzip(page.text, between) : await joinAsText(page.text, between)
  const withNonce = (value: OutgoingHttpHeaders[string]) =>
    typeof value === 'string' ? value.replaceAll(page.nonce, nonce) : value
  const headers = Object.fromEntries(Object.entries(page.headers).map(([name, value]) => [name, withNonce(value)]))
  const encoding = gzip ? { 'content-encoding': 'gzip' } : {}
  return { headers: { ...headers, ...encoding, 'content-length': body.length }, body }
}
