import { log } from '@/lib/observe/log'
import { readCredential } from '@/lib/query/readiness'

/** The task of the queue that looks how long the database's role is still valid. */
export const WATCH_TASK = 'watch-credential'

/** The same warning again after so long, in milliseconds. */
const AGAIN_MS = 3_600_000

let told: { life: string; at: number } | null = null

/**
 * Warns when a fifth of the life of the database's role is left, and when it has ended: connections that are open go on working
 * after that, so that nobody would notice before the last of them is gone.
 */
export async function watchCredential(now: Date): Promise<void> {
  const { ok, life, validUntil } = await readCredential(true, now)
  if (ok || (told?.life === life && now.getTime() - told.at < AGAIN_MS)) return
  told = { life, at: now.getTime() }
  if (life === 'ended')
    log.error('the role of the database is no longer valid: no new connection can be made', { validUntil })
  else log.warn('the role of the database ends soon: give it a new password and end', { validUntil })
}
