import { remembered } from '@/app/api/v1/remembered'
import { AppError } from '@/lib/domain/errors'
import { writeDocument } from '@/lib/export/write-document'
import { findPatternDocument } from '@/lib/query/documents'
import { findPattern } from '@/lib/query/patterns'
import { handle } from '@/lib/web/handle'
import { respondJson, respondText } from '@/lib/web/respond'

const MARKDOWN = '.md'

/** `/patterns/{slug}` is JSON; `/patterns/{slug}.md` is the pattern as a file of the catalogue. */
export const GET = handle<{ slug: string }>(
  remembered(async (viewer, request, { slug }) => {
    if (slug.endsWith(MARKDOWN)) {
      const document = await findPatternDocument(viewer, slug.slice(0, -MARKDOWN.length))
      if (!document) throw new AppError('not_found', 'There is no pattern of this name.')
      return respondText(request, writeDocument(document), 'text/markdown; charset=utf-8')
    }
    const pattern = await findPattern(viewer, slug)
    if (!pattern) throw new AppError('not_found', 'There is no pattern of this name.')
    return respondJson(pattern)
  }),
)
