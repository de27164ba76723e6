import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** Whose eyes an endpoint of webhooks is told things through: everybody's with an account, or an administrator's where one has said so. */
export function eventViewer(includesRestricted: boolean): Viewer {
  const identity = { userId: null, name: 'Hindsight', role: 'viewer', via: 'token' } as const
  return mintViewer({ ...identity, reach: includesRestricted ? 'all' : 'named' }, 'read')
}
