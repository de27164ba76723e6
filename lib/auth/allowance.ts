import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { database } from '@/lib/database'

/** So many requests in so many seconds. */
export type Limit = { name: string; requests: number; seconds: number }

/** What is left to somebody in the present window. */
export type Allowance = { allowed: boolean; limit: number; remaining: number; resetSeconds: number }

/** A part of a window's requests that this process has taken from what all processes share. */
type Share = { left: number; sharedLeft: number; until: number }

/** Of a limit, what is taken at once: the fewer, the more exact; the more, the fewer writes. */
const SHARES = 50
/** Below this many requests a window, each is counted for itself. */
const COUNTED_SINGLY = 100
/** Callers that a process remembers. */
const REMEMBERED = 20_000

/** Prisma in the form that the limiter knows a Postgres client by. */
const client = {
  async query({ text, values = [] }: { text: string; values?: unknown[] }) {
    const rows = await database.$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(text, ...values)
    return { rows: rows.map((row) => ({ ...row, expire: Number(row.expire) })), rowCount: rows.length }
  },
}

/**
 * A limit that all processes share, without a write for each request: a process takes a fiftieth of a window's requests at a time,
 * counts those down in memory, and asks for more. So never more are let through than the limit says, and to one process at most a
 * fiftieth less for each of the others (docs/decisions/0024-rate-limits.md).
 */
export class SharedLimit {
  readonly limit: Limit
  readonly #shareSize: number
  readonly #store: RateLimiterPostgres
  readonly #shares = new Map<string, Share>()
  readonly #asking = new Map<string, Promise<void>>()

  constructor(limit: Limit) {
    this.limit = limit
    this.#shareSize = limit.requests < COUNTED_SINGLY ? 1 : Math.ceil(limit.requests / SHARES)
    const window = { keyPrefix: limit.name, points: limit.requests, duration: limit.seconds }
    this.#store = new RateLimiterPostgres({
      ...window,
      storeClient: client,
      storeType: 'client',
      tableName: 'RateLimit',
      tableCreated: true,
      // While the database is away, each process counts for itself.
      insuranceLimiter: new RateLimiterMemory(window),
    })
  }

  /** Counts one request of a caller, at a time in Unix milliseconds. */
  async take(caller: string, now: number = Date.now()): Promise<Allowance> {
    for (;;) {
      const share = this.#shares.get(caller)
      if (share && share.until > now) {
        if (share.left > 0) return this.#answer(true, share, share.left--, now)
        if (share.sharedLeft === 0) return this.#answer(false, share, 1, now)
      }
      await this.#askOnce(caller, now)
    }
  }

  #answer(allowed: boolean, { sharedLeft, until }: Share, left: number, now: number): Allowance {
    const resetSeconds = Math.max(1, Math.ceil((until - now) / 1000))
    return { allowed, limit: this.limit.requests, remaining: sharedLeft + left - 1, resetSeconds }
  }

  /** Whoever comes while more is asked for waits for the same answer. */
  #askOnce(caller: string, now: number): Promise<void> {
    const running = this.#asking.get(caller)
    if (running) return running
    const asking = this.#ask(caller, now).finally(() => this.#asking.delete(caller))
    this.#asking.set(caller, asking)
    return asking
  }

  async #ask(caller: string, now: number): Promise<void> {
    const size = Math.min(this.#shareSize, this.limit.requests)
    const used = await this.#store.consume(caller, size).catch((refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) return refusal
      throw refusal
    })
    const over = Math.max(0, used.consumedPoints - this.limit.requests)
    // The last share of a window may be a smaller one.
    const left = Math.max(0, size - over)
    if (this.#shares.size >= REMEMBERED) this.#forget(now)
    const sharedLeft = Math.max(0, this.limit.requests - used.consumedPoints)
    this.#shares.set(caller, { left, sharedLeft, until: now + Math.max(1, used.msBeforeNext) })
  }

  #forget(now: number): void {
    for (const [caller, { until }] of this.#shares) if (until <= now) this.#shares.delete(caller)
    if (this.#shares.size >= REMEMBERED) this.#shares.clear()
  }
}
