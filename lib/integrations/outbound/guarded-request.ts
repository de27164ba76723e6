import { lookup } from 'node:dns/promises'
import http, { type IncomingMessage, type RequestOptions } from 'node:http'
import https from 'node:https'
import { type LookupFunction } from 'node:net'
import { AppError } from '@/lib/domain/errors'
import { isPublicAddress } from './public-address'

export type Address = { address: string; family: number }

/** What decides where a request may go. */
export type Guard = {
  /** Hosts of the own network that may be reached all the same, as `host` or `host:port`. */
  allowedHosts: readonly string[]
  /** Addresses of a host name. */
  resolve: (host: string) => Promise<Address[]>
  /** The variable with which an administrator allows a host, for the refusal. */
  allowedBy: string
}

/** Asks the system for all addresses of a host. */
export const resolveHost: Guard['resolve'] = (host) => lookup(host, { all: true })

/**
 * Sends one request to where somebody else has said, and gives the answer when its head is there; a redirect is an answer, and is not
 * followed. The connection goes to the very address that was checked. Throws `AppError` `bad_input` for an address within the own
 * network that is not allowed, `unprocessable` for a host without one, and what the connection fails of. Ends with `signal`.
 */
export async function guardedRequest(
  url: URL,
  guard: Guard,
  {
    method,
    headers,
    body,
    signal,
  }: Pick<RequestOptions, 'method' | 'headers'> & { body?: string; signal: AbortSignal },
): Promise<IncomingMessage> {
  const addresses = await checkedAddresses(url, guard, signal)
  const [first] = addresses
  const pinned: LookupFunction = (_host, { all }, callback) => {
    if (all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family)
  }
  return new Promise((resolve, reject) => {
    const { request } = url.protocol === 'https:' ? https : http
    // No agent: a connection that is kept would go to an address that was checked for another request.
    const options = { agent: false, lookup: pinned, method, headers, signal }
    const sent = request(url, options, resolve).on('error', reject)
    // An answer that changes the protocol comes as neither an answer nor an error.
    sent.on('upgrade', (_answer, socket) => socket.destroy())
    sent.on('close', () => reject(new Error('it broke off')))
    sent.end(body)
  })
}

/** All addresses of the host, when each may be reached. They are looked up once: a second answer could be another. */
async function checkedAddresses(url: URL, guard: Guard, signal: AbortSignal): Promise<Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // The URL has made an address out of each way to write one: decimal, octal, hexadecimal.
  const addresses = await Promise.race([guard.resolve(host), whenAborted(signal)])
  const isAllowed = guard.allowedHosts.includes(url.hostname) || guard.allowedHosts.includes(url.host)
  if (addresses.length === 0) throw new AppError('unprocessable', `There is no host ${url.hostname}.`)
  if (isAllowed) return addresses
  if (!addresses.every(({ address }) => isPublicAddress(address))) {
    throw new AppError(
      'bad_input',
      `${url.hostname} is not on the public internet. An administrator can allow it with ${guard.allowedBy}.`,
    )
  }
  if (isWebPort(url)) return addresses
  throw new AppError(
    'bad_input',
    `Port ${url.port} is not one of the web. An administrator can allow ${url.host} with ${guard.allowedBy}.`,
  )
}

/** Ports above those of the system on which something else listens that would read a request: databases, caches, queues, chats. */
const OTHER_PORTS = new Set([
  1433, 1521, 1723, 2049, 2375, 2376, 2379, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672, 5900, 6000, 6379,
  6443, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 9042, 9092, 9200, 9300, 10080, 10250, 11211, 27017,
])

/** Whether a request may go to this port: 80, 443, or one from 1024 on that is not known for something else (as in fetch's "bad port"). */
function isWebPort({ port }: URL): boolean {
  if (port === '') return true
  const number = Number(port)
  return number === 80 || number === 443 || (number >= 1024 && !OTHER_PORTS.has(number))
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
  })
}
