import type { OpenAI } from 'openai'
import { endpointClient } from './client'
import { type Asked, readFault } from './faults'
import type { Limits } from './limited-fetch'
import { endingAfter, untilEnded } from '../until-ended'

/** `limit`: how long it may take, trying again included, in milliseconds. `signal`: nobody waits any more. */
export type CallOptions = Pick<Limits, 'megabytes' | 'retries'> & { limit: number; signal?: AbortSignal | undefined }

/**
 * One call of the configured endpoint within its limits. `work` gets the client and the signal that ends it. Throws an `AppError`
 * that says what went wrong: `unsupported`, `rate_limited`, `unavailable`, `too_large`, `unprocessable`.
 */
export async function callEndpoint<T>(
  { model, asked }: { model: string; asked: Asked },
  { limit, signal, ...options }: CallOptions,
  work: (client: OpenAI, ended: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  const client = await endpointClient({ deadline: Date.now() + limit, stop, ...options })
  const ending = endingAfter(limit, signal ? [signal, stop.signal] : [stop.signal])
  const ended = ending.signal
  try {
    return await untilEnded(work(client, ended), ended)
  } catch (error) {
    const left = signal?.aborted ?? false
    throw readFault(error, { model, asked, left, stopped: stop.signal, ended: ended.aborted, limit })
  } finally {
    ending.release()
  }
}
