import type { Role } from '@/lib/schema/viewer'

/** What each role may do, as it is offered to choose. */
export const ROLE_WORDS: Record<Role, string> = {
  viewer: 'Viewer',
  editor: 'Editor',
  admin: 'Administrator',
}
