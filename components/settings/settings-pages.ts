import type { Words } from '@/lib/intl/words'
import type { Scope } from '@/lib/schema/viewer'

/** The pages of the settings, in the order of their tabs, with the right that one needs to see each. */
export const SETTINGS_PAGES: { href: string; name: keyof Words['pages']['settings']['tabs']; needs: Scope }[] = [
  { href: '/settings', name: 'settingsYou', needs: 'read' },
  { href: '/settings/reminders', name: 'settingsReminders', needs: 'read' },
  { href: '/settings/tokens', name: 'settingsTokens', needs: 'read' },
  { href: '/settings/feeds', name: 'settingsFeeds', needs: 'read' },
  { href: '/settings/people', name: 'settingsPeople', needs: 'admin' },
  { href: '/settings/teams', name: 'settingsTeams', needs: 'admin' },
  { href: '/settings/connections', name: 'settingsConnections', needs: 'write' },
  { href: '/settings/trackers', name: 'settingsTrackers', needs: 'admin' },
  { href: '/settings/webhooks', name: 'settingsWebhooks', needs: 'admin' },
  { href: '/settings/backups', name: 'settingsBackups', needs: 'admin' },
]
