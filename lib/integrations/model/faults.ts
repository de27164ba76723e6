import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'

const StatusSchema = z.object({ status: z.int(), message: z.string() })
const AS_IT_WAS = 'The draft is as it was.'

type Circumstances = {
  model: string
  /** Nobody waits for the answer any more. */
  left: boolean
  /** Ended from inside; its reason says why. */
  stopped: AbortSignal
  ended: boolean
  /** In milliseconds. */
  limit: number
}

/** Why there is no rewording, for the person who asked; anything unexpected as it is. */
export function readFault(error: unknown, { model, left, stopped, ended, limit }: Circumstances): unknown {
  if (stopped.aborted && stopped.reason instanceof AppError) return said(stopped.reason)
  if (error instanceof AppError) return said(error)
  if (left) return new AppError('unavailable', `Nobody waited for the answer. ${AS_IT_WAS}`)
  if (ended) {
    const seconds = Math.ceil(limit / 1000)
    return new AppError('unavailable', `The model did not answer within ${seconds} seconds. ${AS_IT_WAS}`)
  }
  if (error instanceof SyntaxError) {
    return new AppError('unprocessable', `What the endpoint answered is no JSON. ${AS_IT_WAS}`)
  }
  const refusal = StatusSchema.safeParse(error).data
  if (refusal) return faultOfStatus(refusal, model)
  // Of the client's own errors, that of the connection is the one without a status.
  if (error instanceof Error && 'status' in error) {
    return new AppError('unavailable', `The model’s endpoint cannot be reached. ${AS_IT_WAS}`)
  }
  return error
}

const said = ({ code, message }: AppError) =>
  new AppError(code, message.endsWith(AS_IT_WAS) ? message : `${message} ${AS_IT_WAS}`)

function faultOfStatus({ status, message }: z.infer<typeof StatusSchema>, model: string): AppError {
  const fault = (code: AppError['code'], text: string) => new AppError(code, `${text} ${AS_IT_WAS}`)
  if (status === 401 || status === 403) {
    return fault('unsupported', 'The model’s endpoint refuses the key. Whoever runs Hindsight can check MODEL_API_KEY.')
  }
  if (status === 404) {
    return fault('unsupported', `The endpoint knows no model “${model}”. Check MODEL_BASE_URL and MODEL_NAME.`)
  }
  if (status === 429) return fault('rate_limited', 'The model is asked too often at the moment. Try again in a minute.')
  if (status === 413) return fault('too_large', 'The draft and its messages are too long for the model.')
  if (status >= 500) return fault('unavailable', `The model’s endpoint failed (${status}). Try again later.`)
  return fault('unprocessable', `The model’s endpoint refused: ${message.replace(/\s+/g, ' ').slice(0, 200)}.`)
}
