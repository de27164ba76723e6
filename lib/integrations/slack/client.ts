import { LogLevel, WebClient } from '@slack/web-api'
import { env } from '@/lib/env'
import { AppError } from '@/lib/domain/errors'

/** How long one call may take, in milliseconds, and how often it is tried. */
const TIMEOUT = 10_000
const RETRIES = 3

/** Whether this Hindsight belongs to a Slack app. */
export function isSlackConnected(): boolean {
  return env().SLACK_BOT_TOKEN !== undefined
}

/**
 * Slack's own client with the app's token: it waits when Slack says so (429 with Retry-After) and tries again when Slack is away;
 * with `once` it does neither, for calls that must not be made twice. Throws `unsupported` without a token.
 */
export function slackClient(tries: 'again' | 'once' = 'again'): WebClient {
  const { SLACK_BOT_TOKEN: token, SLACK_API_URL: slackApiUrl } = env()
  if (token === undefined) {
    throw new AppError('unsupported', 'Slack is not connected. Set SLACK_BOT_TOKEN, or paste the text of the thread.')
  }
  return new WebClient(token, {
    ...(slackApiUrl && { slackApiUrl }),
    timeout: TIMEOUT,
    logLevel: LogLevel.ERROR,
    maxRequestConcurrency: 4,
    rejectRateLimitedCalls: tries === 'once',
    retryConfig: { retries: tries === 'once' ? 0 : RETRIES, factor: 2, minTimeout: 200, maxTimeout: 5_000 },
  })
}
