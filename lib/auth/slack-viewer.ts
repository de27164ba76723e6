import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { findUserByAddress, knownAddress } from './admission'
import { mintViewer } from './mint-viewer'

/**
 * Who somebody in Slack is here: the person with the same e-mail address, which Slack has verified, with the rights of now and
 * never more than writing. Null when nobody here has it.
 */
export async function findSlackViewer(email: string): Promise<Viewer | null> {
  const address = knownAddress(email)
  const user = address === null ? null : await findUserByAddress(database, address)
  if (!user || user.disabledAt || user.kind !== 'person') return null
  const identity = { userId: user.id, name: `${user.name ?? email} (Slack)`, role: user.role, via: 'token' as const }
  return mintViewer(identity, 'write')
}

/** Who reads what Hindsight tells unasked in watched channels: it may read, as everybody with an account here, and no more. */
export function channelViewer(): Viewer {
  return mintViewer({ userId: null, name: 'Hindsight', role: 'viewer', via: 'token' }, 'read')
}
