import ipaddr from 'ipaddr.js'

/** Bits of an IPv6 address that belong to one customer: whoever has one of its addresses has all the others. */
const CUSTOMER_BITS = 64

/**
 * The address that a request is counted under: an IPv4 address, or the /64 of an IPv6 one. Null when it is not known.
 * Takes the request's headers, the address at the other end of the connection, and how many proxies of ours stand in front. Each of
 * them appends to `X-Forwarded-For` the address it was called from: what stands left of those anybody can have written, and is not
 * believed.
 */
export function clientAddress(headers: Headers, peer: string | null, trustedHops: number): string | null {
  if (peer === null) return null
  const passedOn = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  const way = [...passedOn.filter(Boolean), peer]
  const entry = way[Math.max(0, way.length - 1 - trustedHops)] ?? peer
  return countedAs(entry) ?? countedAs(peer)
}

function countedAs(entry: string): string | null {
  const bare = withoutPort(entry)
  if (!ipaddr.isValid(bare)) return null
  const address = ipaddr.process(bare)
  if (address instanceof ipaddr.IPv4) return address.toString()
  const network = address.toByteArray().map((byte, at) => (at * 8 < CUSTOMER_BITS ? byte : 0))
  return `${ipaddr.fromByteArray(network).toString()}/${CUSTOMER_BITS}`
}

/** Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  return /^\[([^\]]*)\](?::\d+)?$/.exec(entry)?.[1] ?? /^(\d[\d.]*):\d+$/.exec(entry)?.[1] ?? entry
}
