import { z } from 'zod'
import { MatchStateSchema } from '@/lib/schema/pattern'
import { decideMatch } from '@/lib/store/decide-match'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

const BodySchema = z.object({ state: MatchStateSchema }).strict()

export const PUT = handle<{ slug: string; pattern: string }>(async (viewer, request, { slug, pattern }) => {
  const { state } = await readJson(request, BodySchema)
  await decideMatch(viewer, { kind: 'incident', slug, pattern, state })
  return respondJson({ slug, pattern, state })
})
