import { AppError } from '@/lib/domain/errors'
import { readPatternFeed } from '@/lib/query/feeds'
import { answerFeed } from '../../answer-feed'

/** The incidents of a pattern: `/feeds/patterns/<slug>.atom`. */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const slug = /^(.+)\.atom$/.exec((await params).file)?.[1]
  return answerFeed(request, async (viewer) => {
    const feed = slug === undefined ? null : await readPatternFeed(viewer, slug)
    if (!feed) throw new AppError('not_found', 'There is no such pattern.')
    return feed
  })
}
