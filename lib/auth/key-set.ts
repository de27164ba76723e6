import { createLocalJWKSet, errors, type CryptoKey, type JWSHeaderParameters, type LocalJWKSet } from 'jose'
import { fetchKeys, findKeysAddress, forLog, type PublishedKeys } from './key-set-source'

/**
 * The signing keys of an identity provider, held so that verification survives what providers do with their keys
 * (docs/decisions/0023-access-tokens-and-keys.md). All times in milliseconds.
 */

/** Keys older than this are fetched anew, beside the request that notices: half of the ten minutes a key is published ahead. */
const FRESH = 5 * 60_000
/** Keys older than this, which nobody has asked for in that time, are fetched before one of them is believed: it may have been withdrawn. */
const IDLE = 2 * FRESH
/** Keys are believed for so long while the provider cannot be reached. */
const KEPT = 60 * 60_000
/** At most one fetch in this time, whatever asks for it: unknown keys by the hundred, or a provider that is away. */
export const PAUSE = 10_000
/** Where the provider publishes its keys is asked anew this often, and after a failure. */
const ADDRESS_KEPT = 60 * 60_000
/** Keys that are looked for in one fetch; more would be guesses. */
const MOST_WANTED = 20
/** Keys with one id that are tried. */
const MOST_FITTING = 4
/** A clock that is behind by more than this was set back; requests that overtake each other are off by less. */
const SET_BACK = 60_000
/** A set that was written so much earlier than the one held is a stale copy; without a cache's word clocks may differ. */
const OLDER = { copy: 1_000, original: 60_000 }

/** A fixed sentence for the log, and what it is about. */
export type KeyLog = (message: string, fields: Record<string, string>) => void

/** No key: the provider does not publish it, or there are none to look among. */
export type MissingKey = 'unknown' | 'unavailable'

/** A key that is looked for: its id, and what is held under that id and does not fit. */
type Wanted = { keyId: string | undefined; unfit: string }

type Held = PublishedKeys & { resolve: LocalJWKSet; confirmedAt: number }

export class KeySet {
  readonly #issuer: string
  readonly #log: KeyLog
  #held: Held | null = null
  /** The set that was held before this one. */
  #former: string | null = null
  #address: { url: string; foundAt: number } | null = null
  #triedAt = Number.NEGATIVE_INFINITY
  #fetching: Promise<void> | null = null
  /** What the fetch under way is to find. */
  #wanted: Wanted[] = []
  /** Whether keys may not be believed before that fetch has ended. */
  #mustWait = false

  constructor(issuer: string, log: KeyLog) {
    this.#issuer = issuer
    this.#log = log
  }

  /** Ids of the keys that the provider publishes, fetched when none are held; none while it cannot be reached. */
  async publishedKeyIds(now: number): Promise<string[]> {
    if (!this.#held) await this.#refresh(now)
    return this.heldKeyIds()
  }

  /** Ids of the keys that are held; none before the first token has come. */
  heldKeyIds(): string[] {
    return (this.#held?.jwks.keys ?? []).flatMap(({ kid }) => kid ?? [])
  }

  /** Ends when no fetch is under way. */
  async settled(): Promise<void> {
    await this.#fetching
  }

  /**
   * The keys that a token may be signed with, by what it says: nearly always one. Nothing of the token has been verified yet, so what it can cause is bounded.
   * Never throws: one set of keys serves parts of the application that are bundled apart, and do not know each other's errors.
   */
  async find(header: JWSHeaderParameters, now: number): Promise<readonly CryptoKey[] | MissingKey> {
    if (this.#held && isPast(this.#held.confirmedAt, KEPT, now)) this.#forget()
    if (!this.#held) await this.#refresh(now)
    else if (isPast(this.#held.confirmedAt, FRESH, now)) await this.#confirm(this.#held.confirmedAt, now)
    const known = await this.#select(header)
    if (known.length > 0) return known
    return this.findAnew(header, now)
  }

  /**
   * The same for a token whose signature fits none of the keys that are held under its id: the id may have been given to another key.
   * Whoever sends broken signatures causes no more fetches than with unknown ids.
   */
  async findAnew(header: JWSHeaderParameters, now: number): Promise<readonly CryptoKey[] | MissingKey> {
    await this.#refresh(now, { keyId: header.kid, unfit: keysNamed(this.#held, header.kid) })
    const found = await this.#select(header)
    if (found.length > 0) return found
    return this.#held ? 'unknown' : 'unavailable'
  }

  /** Begins to fetch keys anew. It is waited for after idleness, but once: while the provider is away somebody has tried since. */
  async #confirm(confirmedAt: number, now: number): Promise<void> {
    const isIdle = isPast(confirmedAt, IDLE, now) && isPast(this.#triedAt, IDLE, now)
    const fetching = this.#refresh(now)
    if (isIdle) this.#mustWait = true
    if (this.#mustWait) await fetching
  }

  /** Several where a provider has given one id to several keys. */
  async #select(header: JWSHeaderParameters): Promise<readonly CryptoKey[]> {
    try {
      return this.#held ? [await this.#held.resolve(header)] : []
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return []
      const fitting: CryptoKey[] = []
      for await (const key of error) fitting.push(key)
      return fitting.slice(0, MOST_FITTING)
    }
  }

  /** Fetches the keys, unless that was tried just now; whoever comes while it runs waits for the same answer. Never throws. */
  #refresh(now: number, wanted?: Wanted): Promise<void> {
    if (!this.#fetching && !isPast(this.#triedAt, PAUSE, now)) return Promise.resolve()
    if (wanted && this.#wanted.length < MOST_WANTED) this.#wanted.push(wanted)
    if (this.#fetching) return this.#fetching
    this.#triedAt = now
    this.#fetching = this.#fetch(now)
      .catch((error: unknown) => this.#noteFailure(error))
      .finally(() => {
        this.#fetching = null
        this.#wanted = []
        this.#mustWait = false
      })
    return this.#fetching
  }

  async #fetch(now: number): Promise<void> {
    if (!this.#address || isPast(this.#address.foundAt, ADDRESS_KEPT, now)) {
      this.#address = { url: await findKeysAddress(this.#issuer), foundAt: now }
    }
    const { url } = this.#address
    const published = await fetchKeys(url, now)
    // Asked past a cache that answers although it was asked not to: another address is another entry in it.
    const askPast = async () => this.#take(await fetchKeys(withQuery(url, now), now), now)
    if (asText(published) === this.#former && !this.#isOlder(published)) {
      this.#say('earlier signing keys are served again, asked past a copy', { source: published.source })
      return askPast()
    }
    this.#take(published, now)
    // Some may have come while it was fetched.
    const unmet = this.#wanted.filter(({ keyId, unfit }) => keysNamed(this.#held, keyId) === unfit)
    const missing = unmet.find(({ unfit }) => unfit === '')
    if (missing) this.#noteMissing(missing, published)
    if (unmet.length > 0 && published.isCopy) await askPast()
  }

  #noteMissing({ keyId }: Wanted, { isCopy, source }: PublishedKeys): void {
    const words = isCopy ? 'a stale copy lacks a signing key, asked past it' : 'a signing key is not published'
    this.#say(words, { keyId: forLog(keyId ?? ''), source })
  }

  /** Whether a set was written before the one that is held. */
  #isOlder({ isCopy, writtenAt }: PublishedKeys): boolean {
    return this.#held !== null && writtenAt < this.#held.writtenAt - (isCopy ? OLDER.copy : OLDER.original)
  }

  #take(published: PublishedKeys, now: number): void {
    if (this.#isOlder(published)) {
      this.#say('stale signing keys left aside', { source: published.source, newer: this.#held?.source ?? '' })
      return
    }
    const before = this.#held === null ? null : asText(this.#held)
    if (before !== null && before !== asText(published)) {
      this.#former = before
      this.#say('signing keys changed', { keys: idsOf(published), source: published.source })
    }
    this.#held = { ...published, resolve: createLocalJWKSet(published.jwks), confirmedAt: now }
  }

  #noteFailure(error: unknown): void {
    this.#address = null
    const left = this.#held ? 'those that are held stay in use' : 'there are none to verify with'
    this.#say('signing keys cannot be fetched', { reason: reasonOf(error), left })
  }

  #forget(): void {
    this.#say('signing keys given up: not confirmed for an hour', { source: this.#held?.source ?? '' })
    this.#held = null
  }

  #say(message: string, fields: Record<string, string>): void {
    this.#log(message, { issuer: this.#issuer, ...fields })
  }
}

/** Whether `span` has gone by since `since`; a clock that was set back counts as gone by, lest it stop everything. */
function isPast(since: number, span: number, now: number): boolean {
  return now - since >= span || since - now > SET_BACK
}

const asText = ({ jwks }: PublishedKeys): string => JSON.stringify(jwks)

/** The keys of an id as text; empty when there are none. */
function keysNamed(published: PublishedKeys | null, keyId: string | undefined): string {
  const keys = (published?.jwks.keys ?? []).filter(({ kid }) => kid === keyId)
  return keys.length === 0 ? '' : JSON.stringify(keys)
}

function idsOf({ jwks }: PublishedKeys): string {
  return jwks.keys.map(({ kid }) => forLog(kid ?? '')).join(', ')
}

function withQuery(address: string, now: number): string {
  const url = new URL(address)
  url.searchParams.set('at', String(now))
  return url.href
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`.slice(0, 300)
}
