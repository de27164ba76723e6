import type { Scope, Viewer } from '@/lib/schema/viewer'
import { AppError } from './errors'
import { sentence } from '@/lib/schema/sentence'

const RANK = { read: 0, write: 1, admin: 2 } as const satisfies Record<Scope, number>

const REFUSALS = {
  read: sentence`You may not read this.`,
  write: sentence`You may read but not change things here. Ask an administrator for the editor role.`,
  admin: sentence`Only an administrator may do this.`,
} as const satisfies Record<Scope, string>

/** Whether the viewer's rights in force reach `needed`: admin includes write, write includes read. */
export function can(viewer: Pick<Viewer, 'scope'>, needed: Scope): boolean {
  return RANK[viewer.scope] >= RANK[needed]
}

/** Throws `forbidden` when the viewer's rights do not reach `needed`. */
export function assertCan(viewer: Viewer, needed: Scope): void {
  if (!can(viewer, needed)) throw new AppError('forbidden', REFUSALS[needed])
}
