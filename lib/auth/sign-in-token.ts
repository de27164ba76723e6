import { createHash, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { usesSecureCookies } from './session-cookie'

const cookieName = () => `${usesSecureCookies() ? '__Host-' : ''}authjs.csrf-token`

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether the form repeats the token of the cookie, which a page of another site cannot read. */
function isRepeated(token: string, form: string): boolean {
  const given = new URLSearchParams(form).get('csrfToken') ?? ''
  return given !== '' && timingSafeEqual(digest(given), digest(token))
}

/**
 * A `Cookie` header whose token against forged requests is sealed with the secrets of this very process, if `form` repeats it.
 * next-auth seals it with all secrets in their order; while a secret is rotated, processes differ in that, and a form of one would be
 * refused by another. The request's origin has been compared before.
 */
export function resealToken(cookies: string, form: string): string {
  return cookies
    .split(';')
    .map((pair) => {
      const [name = '', value = ''] = pair.trim().split('=')
      // A token is of hexadecimal digits, so its end shows in whatever way the bar is written.
      const token = /^[0-9a-f]*/.exec(value)?.[0] ?? ''
      if (name !== cookieName() || !isRepeated(token, form)) return pair
      const seal = digest(`${token}${env().AUTH_SECRET.join(',')}`).toString('hex')
      return ` ${name}=${encodeURIComponent(`${token}|${seal}`)}`
    })
    .join(';')
}
