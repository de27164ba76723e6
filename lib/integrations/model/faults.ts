import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'

const StatusSchema = z.object({ status: z.int(), message: z.string() })

/** What the faults of one kind of call are, each in a whole sentence; `after`: a fault with how things are after it. */
export type Asked = {
  tooLong: string
  unknown: (model: string) => string
  /** With how things are after it: the words are the endpoint's, and may be sentences. */
  refused: (words: string) => string
  after: (fault: string) => string
}
const REWORDING: Asked = {
  tooLong: sentence`The draft and its messages are too long for the model.`,
  unknown: (model) => sentence`The endpoint knows no model “${model}”. Check MODEL_BASE_URL and MODEL_NAME.`,
  refused: (words) => sentence`The model’s endpoint refused: ${words}. The draft is as it was.`,
  after: (fault) => sentence`${fault} The draft is as it was.`,
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
  const fault: Fault = (code, text) => new AppError(code, text.endsWith(asked.after('')) ? text : asked.after(text))
  if (stopped.aborted && stopped.reason instanceof AppError) return fault(stopped.reason.code, stopped.reason.message)
  if (error instanceof AppError) return fault(error.code, error.message)
  if (left) return fault('unavailable', sentence`Nobody waited for the answer.`)
  if (ended) return fault('unavailable', sentence`The model did not answer within ${Math.ceil(limit / 1000)} seconds.`)
  if (error instanceof SyntaxError) return fault('unprocessable', sentence`What the endpoint answered is no JSON.`)
  const refusal = StatusSchema.safeParse(error).data
  if (refusal) return faultOfStatus(refusal, { model, asked, fault })
  // Of the client's own errors, that of the connection is the one without a status.
  if (error instanceof Error && 'status' in error) {
    return fault('unavailable', sentence`The model’s endpoint cannot be reached.`)
  }
  return error
}

type Fault = (code: AppError['code'], text: string) => AppError

function faultOfStatus(
  { status, message }: z.infer<typeof StatusSchema>,
  { model, asked, fault }: { model: string; asked: Asked; fault: Fault },
): AppError {
  if (status === 401 || status === 403) {
    return fault(
      'unsupported',
      sentence`The model’s endpoint refuses the key. Whoever runs Hindsight can check MODEL_API_KEY.`,
    )
  }
  if (status === 404) {
    return fault('unsupported', asked.unknown(model))
  }
  if (status === 429)
    return fault('rate_limited', sentence`The model is asked too often at the moment. Try again in a minute.`)
  if (status === 413) return fault('too_large', asked.tooLong)
  if (status >= 500) return fault('unavailable', sentence`The model’s endpoint failed (${status}). Try again later.`)
  return fault('unprocessable', asked.refused(message.replace(/\s+/g, ' ').slice(0, 200)))
}
