import type { Viewer } from '@/lib/schema/viewer'

const ROLES = { read: 'viewer', write: 'editor', admin: 'admin' } as const

/** Somebody with these rights. Tests of the store need no session, so the brand that `lib/auth` gives is only claimed. */
export function testViewer(scope: Viewer['scope'] = 'admin', name = 'Tess'): Viewer {
  return { userId: null, name, role: ROLES[scope], scope, reach: 'all', via: 'session' } as unknown as Viewer
}
