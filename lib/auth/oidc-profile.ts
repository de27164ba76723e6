import { z } from 'zod'

const ConfigurationSchema = z.object({ userinfo_endpoint: z.url() })
const UserinfoSchema = z.looseObject({ sub: z.string() })

/** What an ID token says of somebody; `email` may be missing, as the standard lets an issuer tell it at another place. */
export type Claims = { iss: string; sub: string; name?: unknown; email?: unknown; email_verified?: unknown }

/**
 * The claims of an ID token with what the issuer's userinfo endpoint adds, asked only when the token has no address.
 * Throws when that endpoint does not answer, or speaks of somebody else.
 */
export async function completeClaims(claims: Claims, accessToken: string | undefined, call: typeof fetch) {
  if (claims.email !== undefined || accessToken === undefined) return claims
  const ask = async (address: string, headers: Record<string, string> = {}): Promise<unknown> => {
    const answer = await call(address, { headers: { Accept: 'application/json', ...headers }, redirect: 'error' })
    if (!answer.ok) throw new TypeError(`${address} answered ${answer.status}`)
    return answer.json()
  }
  const at = `${claims.iss.replace(/\/$/, '')}/.well-known/openid-configuration`
  const { userinfo_endpoint: endpoint } = ConfigurationSchema.parse(await ask(at))
  const more = UserinfoSchema.parse(await ask(endpoint, { Authorization: `Bearer ${accessToken}` }))
  if (more.sub !== claims.sub) throw new TypeError('The userinfo endpoint speaks of somebody else')
  // Whether an address is verified is the word of whoever has told it.
  return { ...more, ...claims, ...('email_verified' in more && { email_verified: more['email_verified'] }) }
}
