import { AppError } from '@/lib/domain/errors'
import { findRun } from '@/lib/query/skill-runs'
import { takeBackRun } from '@/lib/store/skill-runs'
import { writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { respondJson } from '@/lib/web/respond'

type Params = { slug: string; id: string }

/** One run with its log, as it stands now. */
export const GET = handle<Params>(async (viewer, _request, { slug, id }) => {
  const run = await findRun(viewer, slug, id)
  if (!run) throw new AppError('not_found', 'There is no run of this name.')
  return respondJson(run, { headers: { ETag: writeEtag(run.version) } })
})

/** Takes back how it ended: a report goes, a run that was followed is open again. */
export const DELETE = handle<Params>(async (viewer, _request, { slug, id }) => {
  await takeBackRun(viewer, slug, id)
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'private, no-store' } })
})
