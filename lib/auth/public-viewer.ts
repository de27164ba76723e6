import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'

/** Anybody, without an account: reads what is public and nothing else. Whatever a request proves is not looked at. */
export function publicViewer(): Promise<Viewer> {
  const viewer = mintViewer({ userId: null, name: 'the public', role: 'viewer', via: 'token', reach: 'public' }, 'read')
  return Promise.resolve(viewer)
}
