import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { maskSecrets, withoutSecrets } from '@/lib/import/secrets'
import { readIncoming } from '@/lib/integrations/slack/incoming'
import { isSignedBySlack } from '@/lib/integrations/slack/signature'
import { SlackRequestSchema } from '@/lib/schema/slack'
import { stageSlackOpening, stageSlackTask } from '@/lib/store/slack-tasks'
import { countRefused, countRequest } from '@/lib/web/rate-limit'
import { readBytes } from '@/lib/web/read-body'
import { respondError, respondJson } from '@/lib/web/respond'

/** Slack's own requests are small. */
const LIMIT = 256 * 1024

/**
 * Where Slack sends slash commands, shortcuts, messages of channels and its test of the address. Answers at once (Slack waits three seconds): the work
 * waits in the queue and is answered from there. 401 for whatever Slack has not signed.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const secret = env().SLACK_SIGNING_SECRET
    if (secret === undefined) throw new AppError('not_found', 'Slack is not connected.')
    await countRequest(request.headers)
    const body = await readBytes(request, LIMIT)
    const signature = {
      timestamp: request.headers.get('x-slack-request-timestamp'),
      signature: request.headers.get('x-slack-signature'),
    }
    if (!isSignedBySlack(body, signature, secret, Date.now())) {
      await countRefused(request.headers)
      throw new AppError('unauthenticated', 'This request is not signed by Slack.')
    }
    const incoming = readIncoming(request.headers.get('content-type') ?? '', new TextDecoder().decode(body))
    if (incoming.kind === 'challenge') return respondJson({ challenge: incoming.challenge })
    // The text waits in the queue: secrets do not wait with it.
    if (incoming.kind === 'task') {
      await stageSlackTask({
        ...incoming.task,
        request: SlackRequestSchema.parse(withoutSecrets(incoming.task.request)),
      })
    }
    if (incoming.kind === 'opening') {
      await stageSlackOpening({ ...incoming.opening, text: maskSecrets(incoming.opening.text).text })
    }
    return new Response(null, { status: 200 })
  } catch (error) {
    return respondError(error)
  }
}
