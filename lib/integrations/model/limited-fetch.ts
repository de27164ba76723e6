import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { answerWith, MEGABYTE, readLimited } from '../limited-answer'

/**
 * `deadline`: instant in milliseconds. `stop` ends the whole call, trying again included; its reason says why. `megabytes`: the
 * longest answer that is read, one unless told (a draft that was reworded has a few kilobytes). `retries`: how often a call is
 * tried again, where not as usual.
 */
export type Limits = { deadline: number; stop: AbortController; megabytes?: number; retries?: number }

/**
 * A `fetch` that reads at most so many megabytes, and that does not let the client wait for a "try again" (Retry-After) beyond
 * the deadline. A longer answer stops the call with `too_large`.
 */
export function limitedFetch({ deadline, stop, megabytes = 1 }: Limits): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    const body = await readLimited(response, megabytes * MEGABYTE, () => {
      const words =
        megabytes === 1
          ? sentence`The model’s answer is longer than a megabyte and was not read to its end.`
          : sentence`The model’s answer is longer than ${megabytes} megabytes and was not read to its end.`
      const error = new AppError('too_large', words)
      stop.abort(error)
      return error
    })
    const answer = answerWith(response, body)
    const wait = waitOf(answer.headers)
    // The client's own word for "do not try again".
    if (wait !== null && Date.now() + wait >= deadline) answer.headers.set('x-should-retry', 'false')
    return answer
  }
}

/** How long the endpoint asks to wait, in milliseconds; null when it does not. */
function waitOf(headers: Headers): number | null {
  const value = headers.get('retry-after')
  if (value === null) return null
  const seconds = Number(value)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(wait) ? Math.max(0, wait) : null
}
