import { feedViewer } from '@/lib/auth/feed-viewer'
import { env } from '@/lib/env'
import { writeAtom } from '@/lib/render/atom'
import type { FeedView } from '@/lib/schema/feed'
import type { Viewer } from '@/lib/schema/viewer'
import { dateCopy } from '@/lib/store/kept-copies'
import { respondCopy } from '@/lib/web/kept-copy'
import { admit } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'

/** Answers with a feed of what its reader may see. Its address without the secret is its name. */
export async function answerFeed(request: Request, read: (viewer: Viewer) => Promise<FeedView>): Promise<Response> {
  try {
    const { viewer, headers: limits } = await admit(request, feedViewer)
    const { baseUrl: base } = env()
    const { pathname } = new URL(request.url)
    const body = writeAtom(await read(viewer), { base, self: `${base}${pathname}` })
    const headers = { ...limits, 'Referrer-Policy': 'no-referrer' }
    const since = await dateCopy(`${viewer.userId ?? viewer.name} ${pathname}`, body)
    return respondCopy(request, { body, type: 'application/atom+xml; charset=utf-8', keep: 'private', headers, since })
  } catch (error) {
    return respondError(error)
  }
}
