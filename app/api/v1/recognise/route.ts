import { maskSecrets } from '@/lib/import/secrets'
import { meaningOf } from '@/lib/jobs/meaning-asked'
import { recognise } from '@/lib/query/recognise'
import { RecogniseRequestSchema } from '@/lib/schema/recognise'
import { keepAsked } from '@/lib/store/recognition-history'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

export const POST = handle(async (viewer, request) => {
  const { text, keep } = await readJson(request, RecogniseRequestSchema)
  const answer = await recognise(viewer, text, new Date(), undefined, meaningOf('recognise', text))
  if (!keep) return respondJson(answer)
  const { id } = await keepAsked(viewer, { source: 'api', text: maskSecrets(text).text, answer })
  return respondJson({ ...answer, askedId: id })
}, 'reads')
