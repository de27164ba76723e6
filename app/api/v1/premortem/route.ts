import { z } from 'zod'
import { env } from '@/lib/env'
import { weighLongPlan } from '@/lib/import/weigh-plan'
import { premortem } from '@/lib/query/premortem'
import { premortemMarkdown } from '@/lib/render/premortem-markdown'
import { PremortemInputSchema } from '@/lib/schema/premortem'
import { handle } from '@/lib/web/handle'
import { readJson, readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

/** `?markdown=1` adds the answer as Markdown, ready for a comment. */
const AskedSchema = z.object({ markdown: z.stringbool().default(false) })

export const POST = handle(async (viewer, request) => {
  const { markdown } = readQuery(request, AskedSchema)
  const { text } = await readJson(request, PremortemInputSchema)
  const answer = await premortem(viewer, text, new Date(), weighLongPlan)
  return respondJson(markdown ? { ...answer, markdown: premortemMarkdown(answer, env().baseUrl) } : answer)
}, 'reads')
