import type { Scope } from '@/lib/schema/viewer'

/** The pages of the settings, in the order of their tabs, with the right that one needs to see each. */
export const SETTINGS_PAGES: { href: string; label: string; needs: Scope }[] = [
  { href: '/settings', label: 'You', needs: 'read' },
  { href: '/settings/reminders', label: 'Reminders', needs: 'read' },
  { href: '/settings/tokens', label: 'API tokens', needs: 'read' },
  { href: '/settings/feeds', label: 'Feeds', needs: 'read' },
  { href: '/settings/people', label: 'Accounts', needs: 'admin' },
  { href: '/settings/teams', label: 'Teams', needs: 'admin' },
  { href: '/settings/connections', label: 'Connections', needs: 'write' },
  { href: '/settings/trackers', label: 'Trackers', needs: 'admin' },
  { href: '/settings/webhooks', label: 'Webhooks', needs: 'admin' },
  { href: '/settings/backups', label: 'Backups', needs: 'admin' },
]
