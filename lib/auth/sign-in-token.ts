import { hashSecret } from '@/lib/domain/secret'
import { env } from '@/lib/env'
import { usesSecureCookies } from './session-cookie'

const cookieName = () => `${usesSecureCookies() ? '__Host-' : ''}authjs.csrf-token`

/**
 * A `Cookie` header whose token against forged requests is sealed with the secrets of this very process.
 * next-auth seals it with all secrets in their order; while a secret is rotated, processes differ in that, and a form of one would be
 * refused by another. That the form repeats the token it compares by itself, and the request's origin has been compared before.
 */
export function resealToken(cookies: string): string {
  return cookies
    .split(';')
    .map((pair) => {
      const [name = '', value = ''] = pair.trim().split('=')
      if (name !== cookieName()) return pair
      // A token is of hexadecimal digits, so its end shows in whatever way the bar behind it is written.
      const token = /^[0-9a-f]*/.exec(value)?.[0] ?? ''
      return ` ${name}=${encodeURIComponent(`${token}|${hashSecret(`${token}${env().AUTH_SECRET.join(',')}`)}`)}`
    })
    .join(';')
}
