import ipaddr from 'ipaddr.js'

/** Addresses of cloud providers' own services that look public: Azure's agent. Those of the others are link-local or private. */
const METADATA = new Set(['168.63.129.16'])

/**
 * Whether an IP address is one of the public internet: neither this machine nor a private or local network, nor multicast, nor
 * an address that carries another inside (IPv4 in IPv6). Takes it as the system writes it, without brackets.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast' || METADATA.has(parsed.toString())) return false
  // ::a.b.c.d, given up long ago, still reaches a.b.c.d on some systems; nothing else is assigned below 2000::.
  return parsed.kind() === 'ipv4' || parsed.match(ipaddr.parseCIDR('2000::/3'))
}
