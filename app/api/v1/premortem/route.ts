import { premortem } from '@/lib/query/recognise'
import { RecogniseInputSchema } from '@/lib/schema/recognise'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

export const POST = handle(async (viewer, request) => {
  const { text } = await readJson(request, RecogniseInputSchema)
  return respondJson(await premortem(viewer, text))
})
