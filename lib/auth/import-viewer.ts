import { database } from '@/lib/database'
import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/**
 * Who an import in the background is run for: the person who started it, with the rights of now, and never more than writing.
 * Null when that person is gone.
 */
export async function findImportViewer({
  userId,
  via,
}: {
  userId: string | null
  via: string
}): Promise<Viewer | null> {
  if (userId === null) return null
  const user = await database.user.findUnique({ where: { id: userId } })
  if (!user) return null
  const name = user.name ?? user.email ?? 'unnamed'
  return mintViewer({ userId, name, role: user.role, via: via === 'api' ? 'token' : 'session' }, 'write')
}
