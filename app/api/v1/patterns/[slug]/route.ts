import { AppError } from '@/lib/domain/errors'
import { findPattern } from '@/lib/query/patterns'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

export const GET = handle<{ slug: string }>(async (viewer, _request, { slug }) => {
  const pattern = await findPattern(viewer, slug)
  if (!pattern) throw new AppError('not_found', 'There is no pattern of this name.')
  return respondJson(pattern)
})
