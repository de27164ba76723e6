import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'

const StatusSchema = z.object({ status: z.int(), message: z.string() })

/** What was asked for: the setting that names the model, what may be too long for it, and how things are after a failure. */
export type Asked = { variable: string; sent: string; after: string }
const REWORDING: Asked = {
  variable: 'MODEL_NAME',
  sent: 'The draft and its messages are',
  after: 'The draft is as it was.',
}

type Circumstances = {
  model: string
  asked?: Asked
  /** Nobody waits for the answer any more. */
  left: boolean
  /** Ended from inside; its reason says why. */
  stopped: AbortSignal
  ended: boolean
  /** In milliseconds. */
  limit: number
}

/** Why there is no answer, for the person who asked for a rewording or as told; anything unexpected as it is. */
export function readFault(error: unknown, circumstances: Circumstances): unknown {
  const { model, asked = REWORDING, left, stopped, ended, limit } = circumstances
  const fault: Fault = (code, text) => new AppError(code, text.endsWith(asked.after) ? text : `${text} ${asked.after}`)
  if (stopped.aborted && stopped.reason instanceof AppError) return fault(stopped.reason.code, stopped.reason.message)
  if (error instanceof AppError) return fault(error.code, error.message)
  if (left) return fault('unavailable', 'Nobody waited for the answer.')
  if (ended) return fault('unavailable', `The model did not answer within ${Math.ceil(limit / 1000)} seconds.`)
  if (error instanceof SyntaxError) return fault('unprocessable', 'What the endpoint answered is no JSON.')
  const refusal = StatusSchema.safeParse(error).data
  if (refusal) return faultOfStatus(refusal, { model, asked, fault })
  // Of the client's own errors, that of the connection is the one without a status.
  if (error instanceof Error && 'status' in error) {
    return fault('unavailable', 'The model’s endpoint cannot be reached.')
  }
  return error
}

type Fault = (code: AppError['code'], text: string) => AppError

function faultOfStatus(
  { status, message }: z.infer<typeof StatusSchema>,
  { model, asked, fault }: { model: string; asked: Asked; fault: Fault },
): AppError {
  if (status === 401 || status === 403) {
    return fault('unsupported', 'The model’s endpoint refuses the key. Whoever runs Hindsight can check MODEL_API_KEY.')
  }
  if (status === 404) {
    return fault('unsupported', `The endpoint knows no model “${model}”. Check MODEL_BASE_URL and ${asked.variable}.`)
  }
  if (status === 429) return fault('rate_limited', 'The model is asked too often at the moment. Try again in a minute.')
  if (status === 413) return fault('too_large', `${asked.sent} too long for the model.`)
  if (status >= 500) return fault('unavailable', `The model’s endpoint failed (${status}). Try again later.`)
  return fault('unprocessable', `The model’s endpoint refused: ${message.replace(/\s+/g, ' ').slice(0, 200)}.`)
}
