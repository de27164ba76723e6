import { findUnsubscriber } from '@/lib/auth/reminded-viewer'
import { AppError } from '@/lib/domain/errors'
import { countRefused, countRequest } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'
import { respondUnsubscribe } from '@/lib/web/unsubscribe-page'
import { unsubscribe } from '@/lib/store/reminder-preferences'

const tokenOf = (request: Request) => new URL(request.url).searchParams.get('token') ?? ''

/** Who the link is of. Those that are not known count for their address, as wrong tokens do. */
async function findCounted(request: Request) {
  await countRequest(request.headers)
  const found = await findUnsubscriber(tokenOf(request))
  if (!found) await countRefused(request.headers)
  return found
}

/** Asks before anything is switched off: programs on the way open the links of a mail as well. */
export async function GET(request: Request): Promise<Response> {
  try {
    const found = await findCounted(request)
    return respondUnsubscribe(found ? { state: 'asked', what: found.what } : { state: 'unknown' })
  } catch (error) {
    return respondError(error)
  }
}

/** Switches such mails off, by the button of that page or by the one click of a mail program (RFC 8058), without a session. */
export async function POST(request: Request): Promise<Response> {
  try {
    const found = await findCounted(request)
    if (!found) throw new AppError('not_found', 'This link is not known. Switch mails off under Settings, Reminders.')
    await unsubscribe(found.viewer, found.what)
    return respondUnsubscribe({ state: 'done', what: found.what })
  } catch (error) {
    return respondError(error)
  }
}
