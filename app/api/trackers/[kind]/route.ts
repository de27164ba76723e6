import { AppError } from '@/lib/domain/errors'
import { webhookSecretOf } from '@/lib/integrations/tracker/connect'
import { readIncoming } from '@/lib/integrations/tracker/incoming'
import { TrackerKindSchema } from '@/lib/schema/tracker'
import { receiveDelivery } from '@/lib/store/tracker-deliveries'
import { countRefused, countRequest } from '@/lib/web/rate-limit'
import { readBytes } from '@/lib/web/read-body'
import { respondError, respondJson } from '@/lib/web/respond'

/** An issue with all that trackers tell of it. */
const LIMIT = 2 * 1024 * 1024

/**
 * Where GitHub, Jira and Linear send webhooks about issues. Answers at once: what has changed is asked for by the queue. 401 for whatever the
 * tracker has not signed with the secret, or signed too long ago.
 */
export async function POST(request: Request, { params }: { params: Promise<{ kind: string }> }): Promise<Response> {
  try {
    const kind = TrackerKindSchema.safeParse((await params).kind).data
    const secret = kind && webhookSecretOf(kind)
    if (kind === undefined || secret === undefined) throw new AppError('not_found', 'No webhooks are taken here.')
    await countRequest(request.headers)
    const body = await readBytes(request, LIMIT)
    const incoming = readIncoming(kind, request.headers, body, secret, new Date())
    const { deliveryId, event } = await incoming.catch((error: unknown) => refuse(request, error))
    return respondJson({ outcome: await receiveDelivery(kind, deliveryId, event) }, { status: 202 })
  } catch (error) {
    return respondError(error)
  }
}

/** What is not signed counts for its address, as wrong tokens do. */
async function refuse(request: Request, error: unknown): Promise<never> {
  if (error instanceof AppError && error.code === 'unauthenticated') await countRefused(request.headers)
  throw error
}
