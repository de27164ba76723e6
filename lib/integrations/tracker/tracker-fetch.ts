// Every request to a tracker goes this way, whichever client makes it: a tracker that is broken, or taken over, is to cost little and learn nothing.
import { answerWith, MEGABYTE, readLimited } from '../limited-answer'
import { proxiedFetch } from '../outbound/proxied-fetch'
import { endingAfter, untilEnded } from '../until-ended'
import { notUnderstood, TrackerFault, unanswered } from './fault'
import { isPlainJson } from './json-size'
import { sentence } from '@/lib/schema/sentence'

/** For the whole of one request, its redirects and the answer's last byte included, in milliseconds. */
export const REQUEST_MS = 15_000
/** The longest answer that is read, unpacked. A page of long issues has two; in eight there is room for all that a tracker lets people write. */
const MEGABYTES = 8

const REDIRECTS = [301, 302, 303, 307, 308]

/** `redirects`: how many are followed, to the same scheme, host and port. None unless told. */
export type FetchOptions = { milliseconds?: number; redirects?: number }

/**
 * As the global `fetch`, within the limits of a tracker. Throws a `TrackerFault` for a redirect that is not followed, for an answer that is too long or too
 * intricate, and when there is no answer in time.
 */
export function trackerFetch(
  tracker: string,
  { milliseconds = REQUEST_MS, redirects = 0 }: FetchOptions = {},
): typeof fetch {
  return async (input, init) => {
    const first = new Request(input, init)
    // Of a request that was given out as another one the signal may be lost as garbage: the time is kept here as well.
    const { signal, release } = endingAfter(milliseconds, [first.signal])
    const work = async () => {
      const response = await followed(tracker, new Request(first, { redirect: 'manual', signal }), redirects)
      const body = await readLimited(response, MEGABYTES * MEGABYTE, () => tooLong(tracker), signal)
      if (body && !isPlainJson(body)) throw notUnderstood(tracker)
      return answerWith(response, body)
    }
    try {
      return await untilEnded(work(), signal)
    } catch (error) {
      throw error instanceof TrackerFault ? error : unanswered(tracker)
    } finally {
      release()
    }
  }
}

const tooLong = (tracker: string) =>
  new TrackerFault(
    { kind: 'refused' },
    sentence`${tracker} answered with more than ${MEGABYTES} megabytes, which is not read.`,
  )

async function followed(tracker: string, request: Request, redirects: number): Promise<Response> {
  const response = await proxiedFetch(request.clone())
  if (!REDIRECTS.includes(response.status)) return response
  await response.body?.cancel()
  const next = redirects > 0 ? nextOf(request, response) : null
  if (next) return followed(tracker, new Request(next, request), redirects - 1)
  const words = sentence`${tracker} sends us to another place (${response.status}), which is not followed. Is its address right?`
  throw new TrackerFault({ kind: 'refused' }, words)
}

/** Where a redirect leads to; null where it is not followed. What changes something is asked again only where its method stays what it is. */
function nextOf(request: Request, { status, headers }: Response): string | null {
  const stays = request.method === 'GET' || status === 307 || status === 308
  const next = URL.parse(headers.get('location') ?? '', request.url)
  return stays && next?.origin === new URL(request.url).origin ? next.href : null
}
