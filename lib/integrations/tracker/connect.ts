import { env } from '@/lib/env'
import type { TrackerConnection, TrackerKind } from '@/lib/schema/tracker'
import { TRACKER_KINDS } from '@/lib/schema/tracker-choices'
import { githubTracker } from './github'
import { jiraTracker } from './jira'
import { linearTracker } from './linear'
import type { Tracker } from './tracker'

/** The variables without which a tracker is not connected. */
export const TRACKER_VARIABLES = {
  github: ['GITHUB_TRACKER_TOKEN'],
  jira: ['JIRA_URL', 'JIRA_EMAIL', 'JIRA_TOKEN'],
  linear: ['LINEAR_API_KEY'],
} as const satisfies Record<TrackerKind, readonly string[]>

/** The client of a tracker; null where the environment has no token for it. */
export function trackerFor(kind: TrackerKind): Tracker | null {
  const values = env()
  if (kind === 'github') {
    const { GITHUB_TRACKER_TOKEN: token, GITHUB_TRACKER_URL: url } = values
    return token === undefined ? null : githubTracker({ token, url })
  }
  if (kind === 'jira') {
    const { JIRA_URL: url, JIRA_EMAIL: email, JIRA_TOKEN: token } = values
    return url === undefined || email === undefined || token === undefined ? null : jiraTracker({ url, email, token })
  }
  const { LINEAR_API_KEY: key, LINEAR_API_URL: url } = values
  return key === undefined ? null : linearTracker({ key, url })
}

/** What a tracker's webhooks are signed with; undefined where none are taken. */
export function webhookSecretOf(kind: TrackerKind): string | undefined {
  const values = env()
  return {
    github: values.GITHUB_TRACKER_WEBHOOK_SECRET,
    jira: values.JIRA_WEBHOOK_SECRET,
    linear: values.LINEAR_WEBHOOK_SECRET,
  }[kind]
}

/** Trackers that there is a token for. */
export const listConnected = (): TrackerKind[] =>
  listConnections()
    .filter(({ missing }) => missing.length === 0)
    .map(({ kind }) => kind)

/** All trackers, connected or not. */
export function listConnections(): TrackerConnection[] {
  const values = env()
  const addresses = { github: values.GITHUB_TRACKER_URL, jira: values.JIRA_URL, linear: values.LINEAR_API_URL }
  const secrets = {
    github: 'GITHUB_TRACKER_WEBHOOK_SECRET',
    jira: 'JIRA_WEBHOOK_SECRET',
    linear: 'LINEAR_WEBHOOK_SECRET',
  } as const
  return TRACKER_KINDS.map((kind) => {
    const missing = TRACKER_VARIABLES[kind].filter((name) => values[name] === undefined)
    const address = addresses[kind]
    return {
      kind,
      missing,
      host: missing.length === 0 && address !== undefined ? new URL(address).host : null,
      webhook: {
        url: `${values.baseUrl}/api/trackers/${kind}`,
        variable: secrets[kind],
        isTaken: webhookSecretOf(kind) !== undefined,
      },
    }
  })
}
