import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** Who changes an action item when its tracker does: it may be one of a restricted incident, which somebody has told the tracker of. */
export function trackerViewer(name: string): Viewer {
  return mintViewer({ userId: null, name, role: 'editor', via: 'token', reach: 'all' }, 'write')
}
