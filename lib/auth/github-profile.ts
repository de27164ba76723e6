import { z } from 'zod'

const UserSchema = z.object({ id: z.number().int(), login: z.string(), name: z.string().nullish() })
const AddressesSchema = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

/**
 * Who somebody is at GitHub, with their primary address and whether GitHub has verified it. The address of the public profile is
 * not asked: it is one of several, and chosen by its owner. Throws when GitHub does not answer as it should.
 */
export async function findGithubProfile(api: string, token: string, call: typeof fetch) {
  const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json', 'User-Agent': 'hindsight' }
  const ask = async (path: string): Promise<unknown> => {
    const answer = await call(`${api}${path}`, { headers, redirect: 'error' })
    if (!answer.ok) throw new TypeError(`GitHub answered ${path} with ${answer.status}`)
    return answer.json()
  }
  const [user, addresses] = await Promise.all([ask('/user'), ask('/user/emails')])
  const { id, login, name } = UserSchema.parse(user)
  const primary = AddressesSchema.parse(addresses).find((address) => address.primary)
  return { id, login, name: name ?? login, email: primary?.email ?? null, email_verified: primary?.verified ?? false }
}
