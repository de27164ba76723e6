import { createHmac, timingSafeEqual } from 'node:crypto'
import { env } from '@/lib/env'
import { UnsubscribeSchema, type Unsubscribe } from '@/lib/schema/reminder-preference'

/** Keeps this signature from being one of anything else that is signed with the secret. */
const PURPOSE = 'hindsight unsubscribe'

const sign = (secret: string, said: string) =>
  createHmac('sha256', secret).update(`${PURPOSE}\n${said}`).digest('base64url')

/**
 * The address by which whoever gets a mail switches such mails off, without a session. It can do nothing else, and does not end: it stands in mails
 * that are kept for years. Without a secret to sign with it is the page of the settings.
 */
export function unsubscribeAddress(userId: string, what: Unsubscribe): string {
  const { AUTH_SECRET, baseUrl } = env()
  const [secret] = AUTH_SECRET
  if (secret === undefined) return `${baseUrl}/settings/reminders`
  const said = `${what}.${userId}`
  return `${baseUrl}/api/unsubscribe?token=${encodeURIComponent(`${said}.${sign(secret, said)}`)}`
}

/** What a token of such an address says; null when it is not signed by us. */
export function readUnsubscribe(token: string): { userId: string; what: Unsubscribe } | null {
  const [kind = '', userId = '', signature = '', ...more] = token.slice(0, 500).split('.')
  const what = UnsubscribeSchema.safeParse(kind)
  if (!what.success || userId === '' || more.length > 0) return null
  const given = Buffer.from(signature)
  const isOurs = env().AUTH_SECRET.some((secret) => {
    const expected = Buffer.from(sign(secret, `${kind}.${userId}`))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
  return isOurs ? { userId, what: what.data } : null
}
