import { createLocalJWKSet, type CryptoKey, type JWSHeaderParameters, type LocalJWKSet } from 'jose'
import { fetchKeys, findKeysAddress, forLog, type PublishedKeys } from './key-set-source'

/**
 * The signing keys of an identity provider, held so that verification survives what providers do with their keys
 * (docs/decisions/0023-access-tokens-and-keys.md). All times in milliseconds.
 */

/** Keys older than this are fetched anew, beside the request that notices: half of the ten minutes a key is published ahead. */
const FRESH = 5 * 60_000
/** Keys are believed for so long while the provider cannot be reached. */
const KEPT = 60 * 60_000
/** At most one fetch in this time, whatever asks for it: unknown keys by the hundred, or a provider that is away. */
export const PAUSE = 10_000
/** Where the provider publishes its keys is asked anew this often, and after a failure. */
const ADDRESS_KEPT = 60 * 60_000
/** A clock that is behind by more than this was set back; requests that overtake each other are off by less. */
const SET_BACK = 60_000
/** A set that was written so much earlier than the one held is a stale copy; without a cache's word clocks may differ. */
const OLDER = { copy: 1_000, original: 60_000 }

/** A fixed sentence for the log, and what it is about. */
export type KeyLog = (message: string, fields: Record<string, string>) => void

/** No key: the provider does not publish it, or there are none to look among. */
export type MissingKey = 'unknown' | 'unavailable'

type Held = PublishedKeys & { resolve: LocalJWKSet; confirmedAt: number }

export class KeySet {
  readonly #issuer: string
  readonly #log: KeyLog
  #held: Held | null = null
  #address: { url: string; foundAt: number } | null = null
  #triedAt = Number.NEGATIVE_INFINITY
  #fetching: Promise<void> | null = null

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
   * The key that a token says it is signed with. Nothing of the token has been verified yet, so what it can cause is bounded.
   * Never throws: one set of keys serves parts of the application that are bundled apart, and do not know each other's errors.
   */
  async find(header: JWSHeaderParameters, now: number): Promise<CryptoKey | MissingKey> {
    if (this.#held && isPast(this.#held.confirmedAt, KEPT, now)) this.#forget()
    if (!this.#held) await this.#refresh(now)
    else if (isPast(this.#held.confirmedAt, FRESH, now)) void this.#refresh(now)
    const known = await this.#select(header)
    if (known) return known
    await this.#refresh(now, header.kid)
    return (await this.#select(header)) ?? (this.#held ? 'unknown' : 'unavailable')
  }

  /** Null where not exactly one key fits. */
  async #select(header: JWSHeaderParameters): Promise<CryptoKey | null> {
    try {
      return (await this.#held?.resolve(header)) ?? null
    } catch {
      return null
    }
  }

  /** Fetches the keys, unless that was tried just now; whoever comes while it runs waits for the same answer. Never throws. */
  #refresh(now: number, wanted?: string): Promise<void> {
    if (this.#fetching) return this.#fetching
    if (!isPast(this.#triedAt, PAUSE, now)) return Promise.resolve()
    this.#triedAt = now
    this.#fetching = this.#fetch(now, wanted)
      .catch((error: unknown) => this.#noteFailure(error))
      .finally(() => (this.#fetching = null))
    return this.#fetching
  }

  async #fetch(now: number, wanted: string | undefined): Promise<void> {
    if (!this.#address || isPast(this.#address.foundAt, ADDRESS_KEPT, now)) {
      this.#address = { url: await findKeysAddress(this.#issuer), foundAt: now }
    }
    const { url } = this.#address
    const published = await fetchKeys(url, now)
    this.#take(published, now)
    if (wanted === undefined || this.heldKeyIds().includes(wanted)) return
    const missing = published.isCopy
      ? 'a stale copy lacks a signing key, asked past it'
      : 'a signing key is not published'
    this.#say(missing, { keyId: forLog(wanted), source: published.source })
    // A cache that answers although it was asked not to: another address is another entry in it.
    if (published.isCopy) this.#take(await fetchKeys(withQuery(url, now), now), now)
  }

  #take(published: PublishedKeys, now: number): void {
    const older = published.isCopy ? OLDER.copy : OLDER.original
    if (this.#held && published.writtenAt < this.#held.writtenAt - older) {
      this.#say('stale signing keys left aside', { source: published.source, newer: this.#held.source })
      return
    }
    const changed = this.#held !== null && idsOf(this.#held) !== idsOf(published)
    if (changed) this.#say('signing keys changed', { keys: idsOf(published), source: published.source })
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
