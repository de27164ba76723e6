import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** What an import says about who started it; `byName` also names the token that was used. */
type Starter = { userId: string | null; byName: string; via: string }

/**
 * Who an import in the background is run for: the person who started it, with the rights of now, and never more than writing.
 * Null when that person is gone.
 */
export async function findImportViewer({ userId, byName, via }: Starter): Promise<Viewer | null> {
  const user = userId === null ? null : await database.user.findUnique({ where: { id: userId } })
  if (!user || user.disabledAt) return null
  const identity = { userId: user.id, name: byName, role: user.role }
  return mintViewer({ ...identity, via: via === 'api' ? 'token' : 'session' }, 'write')
}
