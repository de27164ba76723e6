import { database } from '@/lib/database'
import { createMailedLink } from '@/lib/store/sign-in-links'
import { admitAddress } from './admission'

/** The token of a new link for an address that may sign in; null when it may not, or has been sent enough for now. */
export async function makeMailedLink(email: string, now: Date = new Date()): Promise<string | null> {
  const { problem } = await admitAddress(database, email)
  if (problem !== undefined) return null
  return (await createMailedLink(email, now))?.token ?? null
}
