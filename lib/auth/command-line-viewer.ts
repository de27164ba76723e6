import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/**
 * Whoever may run commands on this machine against its database may do everything. Stands apart from the viewers of
 * requests, so that a command loads nothing of the web framework.
 */
export function commandLineViewer(): Viewer {
  return mintViewer({ userId: null, name: 'command line', role: 'admin', via: 'command-line' })
}
