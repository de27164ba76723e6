// An identity provider as far as its keys go, on loopback, and a caching proxy that stands in front of it. The time is a clock that
// the test moves: answers are dated by it and grow old by it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'

/** A clock that stands still until it is moved. */
export class FakeClock {
  #at: number
  constructor(start: string) {
    this.#at = Date.parse(start)
  }
  /** The present, after moving on by so many seconds. */
  after(seconds: number): Date {
    this.#at += seconds * 1000
    return this.now()
  }
  now(): Date {
    return new Date(this.#at)
  }
}

type SigningKey = { kid: string; alg: string; privateKey: CryptoKey; jwk: JWK }

export async function makeSigningKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

export type TokenOptions = {
  key: SigningKey
  /** Instants in seconds since 1970; null leaves the claim out. */
  exp?: number | null
  nbf?: number | null
  header?: Record<string, unknown>
  claims?: JWTPayload
}

export class KeyProvider {
  /** What it publishes, and how often that was asked for. */
  published: SigningKey[] = []
  extra: JWK[] = []
  asked = 0
  away = false
  /** The address that tokens name: its own, or that of a proxy in front. */
  issuer = ''
  readonly #clock: FakeClock
  readonly #server: Server

  private constructor(clock: FakeClock) {
    this.#clock = clock
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  static async start(clock: FakeClock): Promise<KeyProvider> {
    const provider = new KeyProvider(clock)
    provider.issuer = await listen(provider.#server)
    return provider
  }

  stop(): Promise<void> {
    return close(this.#server)
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.away) return void request.socket.destroy()
    response.setHeader('Date', this.#clock.now().toUTCString())
    response.setHeader('Content-Type', 'application/json')
    const { pathname } = new URL(request.url ?? '/', 'http://provider')
    if (pathname === '/jwks') {
      this.asked++
      response.end(JSON.stringify({ keys: [...this.published.map(({ jwk }) => jwk), ...this.extra] }))
    } else if (pathname === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer: this.issuer, jwks_uri: `${this.issuer}/jwks` }))
    } else response.writeHead(404).end()
  }

  /** A token for `maya` and the audience `hindsight`, from now for ten minutes, unless said otherwise. */
  sign({ key, exp, nbf, header, claims }: TokenOptions): Promise<string> {
    const now = Math.floor(this.#clock.now().getTime() / 1000)
    const all: JWTPayload = {
      iss: this.issuer,
      aud: 'hindsight',
      sub: 'maya',
      scope: 'read write',
      iat: now,
      exp: now + 600,
      ...claims,
    }
    if (exp === null) delete all.exp
    else if (exp !== undefined) all.exp = exp
    if (nbf !== null && nbf !== undefined) all.nbf = nbf
    return new SignJWT(all).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey)
  }
}

type Kept = { status: number; type: string; date: string; body: string; at: number }

/** A cache that keeps what it has seen for `keeps` seconds, by address, and says so in `Age`, `Via` and `X-Cache`. */
export class CachingProxy {
  /** Whether it asks the provider anew when a client says `no-cache`; many are set up not to. */
  obeys = false
  /** Whether the query belongs to the key of an entry. */
  readsQuery = false
  keeps = 3600
  readonly address: string
  readonly #kept = new Map<string, Kept>()
  readonly #server: Server

  private constructor(server: Server, address: string) {
    this.#server = server
    this.address = address
  }

  static async start(clock: FakeClock, provider: KeyProvider): Promise<CachingProxy> {
    const upstream = provider.issuer
    const holder: { proxy?: CachingProxy } = {}
    const server = createServer((request, response) => void holder.proxy?.pass(request, response, clock, upstream))
    const proxy = (holder.proxy = new CachingProxy(server, await listen(server)))
    provider.issuer = proxy.address
    return proxy
  }

  stop(): Promise<void> {
    return close(this.#server)
  }

  async pass(request: IncomingMessage, response: ServerResponse, clock: FakeClock, upstream: string): Promise<void> {
    const url = new URL(request.url ?? '/', upstream)
    const entry = `${url.pathname}${this.readsQuery ? url.search : ''}`
    const fresh = this.obeys && /no-cache|no-store/.test(request.headers['cache-control'] ?? '')
    const now = clock.now().getTime()
    const kept = this.#kept.get(entry)
    const usable = kept && !fresh && now - kept.at < this.keeps * 1000 ? kept : null
    const given = usable ?? (await fetchEntry(url, now).catch(() => null))
    if (!given) return void request.socket.destroy()
    this.#kept.set(entry, given)
    response.writeHead(given.status, {
      'Content-Type': given.type,
      Date: given.date,
      Age: String(Math.floor((now - given.at) / 1000)),
      Via: '1.1 edge-cache',
      'X-Cache': usable ? 'HIT' : 'MISS',
    })
    response.end(given.body)
  }
}

async function fetchEntry(url: URL, at: number): Promise<Kept> {
  const answer = await fetch(url)
  const { status, headers } = answer
  const type = headers.get('content-type') ?? ''
  return { status, type, date: headers.get('date') ?? '', body: await answer.text(), at }
}

/** The name and not the number, for Next rewrites numbers of loopback. */
function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, 'localhost', () => resolve(`http://localhost:${(server.address() as AddressInfo).port}`))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
