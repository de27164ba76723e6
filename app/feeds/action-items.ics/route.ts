import { AppError } from '@/lib/domain/errors'
import { feedViewer } from '@/lib/auth/feed-viewer'
import { env } from '@/lib/env'
import { readActionItemCalendar } from '@/lib/query/action-item-calendar'
import { writeCalendar } from '@/lib/render/calendar'
import { dateCopy } from '@/lib/store/kept-copies'
import { respondCopy } from '@/lib/web/kept-copy'
import { admit } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'

/** Due dates of unfinished action items as a calendar: of everything its reader may see, or with `?owner=me` of what is theirs. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { viewer, headers: limits } = await admit(request, feedViewer)
    const owner = new URL(request.url).searchParams.get('owner')
    if (owner !== null && owner !== 'me') throw new AppError('bad_input', 'owner is "me", or is left out for all.')
    const body = writeCalendar(await readActionItemCalendar(viewer, owner === 'me'), env().baseUrl)
    const headers = { ...limits, 'Referrer-Policy': 'no-referrer' }
    const since = await dateCopy(`${viewer.userId ?? viewer.name} action-items.ics ${owner ?? ''}`, body)
    return respondCopy(request, { body, type: 'text/calendar; charset=utf-8', keep: 'private', headers, since })
  } catch (error) {
    return respondError(error)
  }
}
