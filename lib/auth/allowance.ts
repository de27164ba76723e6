import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { z } from 'zod'
import { database } from '@/lib/database'
import { log } from '@/lib/observe/log'

/** So many requests in so many seconds. */
export type Limit = { name: string; requests: number; seconds: number }

/** What is left to somebody in the present window. */
export type Allowance = { allowed: boolean; limit: number; remaining: number; resetSeconds: number }

/** A part of a window's requests that this process has taken from what all processes share; `until` as `performance.now()` counts. */
type Share = { left: number; sharedLeft: number; until: number }
/** What all processes have taken of a window, and in how many milliseconds it ends. */
type Used = { points: number; left: number }

/** Of a limit, what is taken at once: the fewer, the more exact; the more, the fewer writes. */
const SHARES = 50
/** Below this many requests a window, each is counted for itself. */
const COUNTED_SINGLY = 100
/** Callers that a process remembers. */
const REMEMBERED = 20_000

/** Windows that are over are forgotten this often, in milliseconds. */
const FORGET_EVERY = 300_000
const UsedSchema = z.tuple([z.object({ points: z.number(), left: z.number() })])

/**
 * A limit that all processes share, without a write for each request: a process takes a fiftieth of a window's requests at a time,
 * counts those down in memory, and asks for more. So never more are let through than the limit says, and to one process at most a
 * fiftieth less for each of the others (docs/decisions/0024-rate-limits.md).
 */
export class SharedLimit {
  readonly limit: Limit
  readonly #shareSize: number
  /** While the database is away, each process counts for itself. */
  readonly #alone: RateLimiterMemory
  readonly #shares = new Map<string, Share>()
  readonly #asking = new Map<string, Promise<void>>()
  #forgetAt = 0

  constructor(limit: Limit) {
    this.limit = limit
    this.#shareSize = limit.requests < COUNTED_SINGLY ? 1 : Math.ceil(limit.requests / SHARES)
    this.#alone = new RateLimiterMemory({ keyPrefix: limit.name, points: limit.requests, duration: limit.seconds })
  }

  /** Counts one request of a caller. */
  async take(caller: string): Promise<Allowance> {
    for (;;) {
      const now = performance.now()
      const share = this.#shares.get(caller)
      if (share && share.until > now) {
        if (share.left > 0) return this.#answer(true, share, share.left--, now)
        if (share.sharedLeft === 0) return this.#answer(false, share, 1, now)
      }
      await this.#askOnce(caller)
    }
  }

  #answer(allowed: boolean, { sharedLeft, until }: Share, left: number, now: number): Allowance {
    const resetSeconds = Math.max(1, Math.ceil((until - now) / 1000))
    return { allowed, limit: this.limit.requests, remaining: sharedLeft + left - 1, resetSeconds }
  }

  /** Whoever comes while more is asked for waits for the same answer. */
  #askOnce(caller: string): Promise<void> {
    const running = this.#asking.get(caller)
    if (running) return running
    const asking = this.#ask(caller).finally(() => this.#asking.delete(caller))
    this.#asking.set(caller, asking)
    return asking
  }

  async #ask(caller: string): Promise<void> {
    const size = Math.min(this.#shareSize, this.limit.requests)
    const used = await this.#consume(caller, size).catch((error: unknown) => {
      log.warn('requests are counted by this process alone', {}, error)
      return this.#consumeAlone(caller, size)
    })
    const over = Math.max(0, used.points - this.limit.requests)
    // The last share of a window may be a smaller one.
    const left = Math.max(0, size - over)
    const now = performance.now()
    if (this.#shares.size >= REMEMBERED) this.#forget(now)
    const sharedLeft = Math.max(0, this.limit.requests - used.points)
    this.#shares.set(caller, { left, sharedLeft, until: now + Math.max(1, used.left) })
  }

  /** By the clock of the database: those of the processes may differ by more than a window, or be set back. */
  async #consume(caller: string, size: number): Promise<Used> {
    const rows = await database.$queryRaw`
      WITH at AS MATERIALIZED (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "now")
      INSERT INTO "RateLimit" AS known ("key", "points", "expire")
      SELECT ${`${this.limit.name}:${caller}`}, ${size}::int, at."now" + ${this.limit.seconds * 1000}::bigint FROM at
      ON CONFLICT ("key") DO UPDATE SET
        "points" = CASE WHEN known."expire" > (SELECT "now" FROM at) THEN known."points" ELSE 0 END + excluded."points",
        "expire" = CASE WHEN known."expire" > (SELECT "now" FROM at) THEN known."expire" ELSE excluded."expire" END
      RETURNING "points", ("expire" - (SELECT "now" FROM at))::float8 AS "left"`
    if (performance.now() > this.#forgetAt) {
      this.#forgetAt = performance.now() + FORGET_EVERY
      await database.$executeRaw`DELETE FROM "RateLimit" WHERE "expire" < floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint`
    }
    return UsedSchema.parse(rows)[0]
  }

  async #consumeAlone(caller: string, size: number): Promise<Used> {
    const used = await this.#alone.consume(caller, size).catch((refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) return refusal
      throw refusal
    })
    return { points: used.consumedPoints, left: used.msBeforeNext }
  }

  #forget(now: number): void {
    for (const [caller, { until }] of this.#shares) if (until <= now) this.#shares.delete(caller)
    if (this.#shares.size >= REMEMBERED) this.#shares.clear()
  }
}
