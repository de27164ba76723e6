import type { JSONWebKeySet } from 'jose'
import { z } from 'zod'
import { isKeptPrivate } from '@/lib/env'

/** In milliseconds: how long the provider may take for one answer. */
const TIMEOUT = 5_000
/** In bytes: key sets of large providers are some 10 kB. */
const LIMIT = 512 * 1024
const DISCOVERY_PATH = '/.well-known/openid-configuration'

const DiscoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) })
const KeySchema = z.looseObject({ kty: z.string(), kid: z.string().optional() })
/** Whatever cannot be read as a key is left out, and the others stay: nobody is locked out by an entry that they do not use. */
const KeySetSchema = z.object({ keys: z.array(z.unknown()).max(200) })

/** Where caches say that they have answered themselves; some keep to that and send no `Age`. */
const CACHES = ['x-cache', 'x-cache-status', 'x-proxy-cache', 'cf-cache-status', 'cache-status']

/** A set of keys as it came over the wire. */
export type PublishedKeys = {
  jwks: JSONWebKeySet
  /** When the provider wrote it, in Unix milliseconds: earlier than now by what it has lain in a cache. */
  writtenAt: number
  /** Whether a cache on the way says that it answered in the provider's place. */
  isCopy: boolean
  /** Where it came from, for the log: the address, and what the answer tells of its way. */
  source: string
}

/**
 * Where an issuer publishes its keys.
 * Throws an `Error` when the issuer does not answer, speaks for another issuer, or publishes keys in the clear.
 */
export async function findKeysAddress(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/+$/, '')}${DISCOVERY_PATH}`
  const { jwks_uri: keys, issuer: named } = DiscoverySchema.parse(await readJson(await ask(address)))
  if (named !== issuer) throw new Error(`${address} speaks for another issuer`)
  if (!isKeptPrivate(keys)) throw new Error(`${address} names keys that are not behind https`)
  return keys
}

/**
 * Reads the keys at an address, past caches that can be passed. `now` is in Unix milliseconds.
 * Only public keys for signatures are taken; whatever else stands in the set is left out. Throws an `Error` for an answer without any:
 * no provider means that, so the keys of before stay in use as long as if there had been no answer.
 */
export async function fetchKeys(address: string, now: number): Promise<PublishedKeys> {
  const answer = await ask(address)
  const { keys } = KeySetSchema.parse(await readJson(answer))
  const usable = keys.flatMap((key) => readKey(key) ?? [])
  if (usable.length === 0) throw new Error(`${address} publishes no key for signatures`)
  const age = readAge(answer.headers)
  const dated = Date.parse(answer.headers.get('date') ?? '')
  const isCopy = age > 0 || CACHES.some((name) => /\bhit\b/i.test(answer.headers.get(name) ?? ''))
  return {
    jwks: { keys: usable },
    writtenAt: Math.min(now - age * 1000, Number.isNaN(dated) ? now : dated),
    isCopy,
    source: describeWay(address, answer.headers, age),
  }
}

function readKey(given: unknown): z.infer<typeof KeySchema> | null {
  const key = KeySchema.safeParse(given).data
  if (!key || key.kty === 'oct' || 'd' in key || (key['use'] ?? 'sig') !== 'sig') return null
  // With `sign` beside it a public key cannot be read; that it verifies is all that matters here.
  const { key_ops: uses } = key
  return Array.isArray(uses) && uses.includes('verify') ? { ...key, key_ops: ['verify'] } : key
}

async function ask(address: string): Promise<Response> {
  const answer = await fetch(address, {
    // `no-store` sends `Cache-Control: no-cache`, and keeps Next from remembering the answer.
    cache: 'no-store',
    redirect: 'error',
    headers: { accept: 'application/json, application/jwk-set+json' },
    signal: AbortSignal.timeout(TIMEOUT),
  })
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`)
  return answer
}

async function readJson(answer: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength
    if (size > LIMIT) throw new Error(`${answer.url} is larger than ${LIMIT / 1024} kB`)
    chunks.push(chunk)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

/** Seconds that an answer has lain in caches (RFC 9111, section 5.1); 0 when it does not say. */
function readAge(headers: Headers): number {
  const age = /^\d{1,9}$/.exec(headers.get('age') ?? '')?.[0]
  return age === undefined ? 0 : Number(age)
}

function describeWay(address: string, headers: Headers, age: number): string {
  const way = [age > 0 ? `Age ${age} s` : '', named(headers, 'via'), named(headers, 'x-cache')].filter(Boolean)
  return way.length === 0 ? address : `${address} (${way.join(', ')})`
}

function named(headers: Headers, name: string): string {
  const value = headers.get(name)
  return value === null ? '' : `${name} ${forLog(value)}`
}

/** Text of outsiders in a line of the log: short, in quotes, without control characters. */
export function forLog(text: string): string {
  return JSON.stringify(text.slice(0, 80))
}
