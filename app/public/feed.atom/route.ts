import { publicViewer } from '@/lib/auth/public-viewer'
import { env } from '@/lib/env'
import { readPublicFeed } from '@/lib/query/feeds'
import { writeAtom } from '@/lib/render/atom'
import { dateCopy } from '@/lib/store/kept-copies'
import { respondCopy } from '@/lib/web/kept-copy'
import { admit } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'
import { robotsHeader } from '../answer-public'

/** The public incidents as a feed, for everybody. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { baseUrl: base } = env()
    const { viewer } = await admit(request, publicViewer)
    const body = writeAtom(await readPublicFeed(viewer), { base, self: `${base}/public/feed.atom` })
    const type = 'application/atom+xml; charset=utf-8'
    const since = await dateCopy('public feed', body)
    return respondCopy(request, { body, type, keep: 'public', headers: robotsHeader(), since })
  } catch (error) {
    return respondError(error)
  }
}
