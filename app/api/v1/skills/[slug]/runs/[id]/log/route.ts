import { AppError } from '@/lib/domain/errors'
import { maskRunLog } from '@/lib/import/run-secrets'
import { findRun } from '@/lib/query/skill-runs'
import { RunLogInputSchema } from '@/lib/schema/skill-run'
import { addToRun } from '@/lib/store/skill-runs'
import { writeEtag } from '@/lib/web/etag'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { slug: string; id: string }

/** Adds to the log of a run, and gives the run as it stands then, with what others have added. Sending the same again adds nothing. */
export const POST = handle<Params>(async (viewer, request, { slug, id }) => {
  await addToRun(viewer, slug, id, maskRunLog(await readJson(request, RunLogInputSchema)))
  const run = await findRun(viewer, slug, id)
  if (!run) throw new AppError('not_found', 'There is no run of this name.')
  return respondJson(run, { headers: { ETag: writeEtag(run.version) } })
})
