import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'

const TIMEOUT = 10_000

/** What is answered: text, and what is shown in its place where it has buttons. */
export type SlackAnswer = { text: string; blocks?: readonly Record<string, unknown>[] }

/**
 * Sends an answer to where Slack waits for it; only the person who asked sees it. Throws `unavailable` when it was not taken, and
 * `forbidden` for an address that is not Slack's.
 */
export async function sendAnswer(responseUrl: string, answer: SlackAnswer): Promise<void> {
  const { host, protocol } = new URL(responseUrl)
  const own = env().SLACK_API_URL
  if (!(protocol === 'https:' && host === 'hooks.slack.com') && !(own !== undefined && new URL(own).host === host)) {
    throw new AppError('forbidden', 'Answers go to Slack alone.')
  }
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...answer }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT),
  })
  if (!response.ok) throw new AppError('unavailable', `Slack did not take the answer: ${response.status}.`)
}
