import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'
import { readUnsubscribe } from './unsubscribe-link'

/**
 * Through whose eyes a mail to somebody is written: their own with the rights of now, never an administrator's. Null when they are gone or
 * disabled.
 */
export async function findRemindedViewer(userId: string): Promise<Viewer | null> {
  const user = await database.user.findUnique({ where: { id: userId } })
  if (!user || user.disabledAt || user.kind !== 'person') return null
  const name = `${user.name ?? user.email ?? 'unnamed'} (mail)`
  return mintViewer({ userId: user.id, name, role: user.role, via: 'token' }, 'read')
}

/** Who a signed link in a mail was sent to, and what it switches off; null when it is not ours, or they are gone. */
export async function findUnsubscriber(token: string) {
  const read = readUnsubscribe(token)
  const viewer = read && (await findRemindedViewer(read.userId))
  return viewer && { viewer, what: read.what }
}
