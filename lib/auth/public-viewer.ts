import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** Anybody, without an account: reads what is public and nothing else. */
export function publicViewer(): Viewer {
  return mintViewer({ userId: null, name: 'the public', role: 'viewer', via: 'token', reach: 'public' }, 'read')
}
