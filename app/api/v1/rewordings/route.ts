import { assertCan } from '@/lib/domain/permissions'
import { checkRewording } from '@/lib/domain/verbatim-citations'
import { withoutSecrets } from '@/lib/import/secrets'
import { requestRewording } from '@/lib/integrations/model/rewording'
import { RewordingRequestSchema } from '@/lib/schema/rewording'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'

/** Lines of a draft as the configured model would say them, as far as they stand up to their messages. Nothing is stored. */
export const POST = handle(async (viewer, request) => {
  assertCan(viewer, 'write')
  const asked = await readJson(request, RewordingRequestSchema)
  // A reviewer may have typed or pasted something since the source was masked.
  const masked = RewordingRequestSchema.parse(withoutSecrets(asked))
  const proposals = await requestRewording(masked, { signal: request.signal })
  return respondJson(checkRewording(masked, proposals))
})
