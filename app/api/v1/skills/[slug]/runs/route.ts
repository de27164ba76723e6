import { AppError } from '@/lib/domain/errors'
import { withoutSecrets } from '@/lib/import/secrets'
import { listRuns } from '@/lib/query/skill-runs'
import { readSkillTrust } from '@/lib/query/skill-trust'
import { RunReportSchema } from '@/lib/schema/skill-run'
import { reportRun } from '@/lib/store/skill-runs'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

type Params = { slug: string }

/** The latest runs of a skill. */
export const GET = handle<Params>(async (viewer, _request, { slug }) => {
  const items = await listRuns(viewer, slug)
  if (!items) throw new AppError('not_found', 'There is no skill of this name.')
  return respondJson({ items })
})

/** Reports that a skill worked, failed or is outdated; the answer has its new confidence with the reasons. */
export const POST = handle<Params>(async (viewer, request, { slug }) => {
  const report = RunReportSchema.parse(withoutSecrets(await readJson(request, RunReportSchema)))
  const { id } = await reportRun(viewer, slug, report, viewer.via === 'session' ? 'page' : 'api')
  return respondJson({ id, confidence: await readSkillTrust(viewer, slug) }, { status: 201 })
})
