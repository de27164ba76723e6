import { tellFault } from '@/app/tell-fault'
import { findUnsubscriber } from '@/lib/auth/reminded-viewer'
import { localeOfRequest } from '@/lib/intl/asked-locale'
import { unsubscribe } from '@/lib/store/reminder-preferences'
import { countRefused, countRequest } from '@/lib/web/rate-limit'
import { answerPage } from './answer-page'

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
    return answerPage(request, found ? { state: 'asked', what: found.what } : { state: 'unknown' })
  } catch (error) {
    return await tellFault(localeOfRequest(request), error)
  }
}

/** Switches such mails off, by the button of that page or by the one click of a mail program (RFC 8058), without a session. */
export async function POST(request: Request): Promise<Response> {
  try {
    const found = await findCounted(request)
    if (!found) return answerPage(request, { state: 'unknown' })
    await unsubscribe(found.viewer, found.what)
    return answerPage(request, { state: 'done', what: found.what })
  } catch (error) {
    return await tellFault(localeOfRequest(request), error)
  }
}
