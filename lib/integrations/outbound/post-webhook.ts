import type { IncomingMessage } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { AppError } from '@/lib/domain/errors'
import { readRetryAfter } from '@/lib/domain/webhook-schedule'
import { env } from '@/lib/env'
import { guardedRequest, resolveHost, type Guard } from './guarded-request'

/** For the whole of a try: names, connection, answer. */
const MILLISECONDS = 10_000
/** Bytes of an answer that are read; what a receiver sends beyond is not waited for. */
const ANSWER_BYTES = 1024

export type SignedMessage = { id: string; at: Date; body: string; signature: string }

/**
 * Signs a body as Standard Webhooks say, with each secret that is in force: a receiver that knows one of them is content.
 * `at` counts in whole seconds.
 */
export function signMessage(id: string, at: Date, body: string, secrets: readonly string[]): SignedMessage {
  const signature = secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ')
  return { id, at, body, signature }
}

export type Posted = {
  status: number | null
  /** The beginning of what was answered. */
  answer: string | null
  /** Why it does not count as delivered; null when it does. */
  error: string | null
  retryAfter: number | null
}

export type PostOptions = Guard & { milliseconds: number }

/**
 * Posts a signed message to an endpoint and says what became of it; never throws. Any answer of 2xx counts as delivered. Redirects are not
 * followed: the endpoint is where an administrator has said. Hosts within the own network only as `WEBHOOK_ALLOW_HOSTS` allows.
 */
export async function postWebhook(
  address: string,
  { id, at, body, signature }: SignedMessage,
  options: Partial<PostOptions> = {},
): Promise<Posted> {
  const { milliseconds = MILLISECONDS, ...guard } = options
  const settings: Guard = {
    resolve: resolveHost,
    allowedBy: 'WEBHOOK_ALLOW_HOSTS',
    ...guard,
    allowedHosts: guard.allowedHosts ?? env().WEBHOOK_ALLOW_HOSTS,
  }
  const headers = {
    'User-Agent': 'Hindsight-Webhooks/1.0',
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    Accept: '*/*',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signature,
  }
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), milliseconds)
  try {
    const { signal } = controller
    const answer = await guardedRequest(new URL(address), settings, { method: 'POST', headers, body, signal })
    return describeAnswer(answer, await readBeginning(answer))
  } catch (error) {
    const reason = controller.signal.aborted ? `no answer within ${milliseconds / 1000} seconds` : reasonOf(error)
    return { status: null, answer: null, error: reason, retryAfter: null }
  } finally {
    clearTimeout(timer)
    controller.abort()
  }
}

function describeAnswer({ statusCode: status = 0, headers }: IncomingMessage, answer: string): Posted {
  if (status >= 200 && status < 300) return { status, answer, error: null, retryAfter: null }
  const error = status >= 300 && status < 400 ? `answered ${status}: redirects are not followed` : `answered ${status}`
  return { status, answer, error, retryAfter: readRetryAfter(headers['retry-after'], new Date()) }
}

/** The beginning of an answer as text. Once the head is there the rest decides nothing: what is slow or breaks off is left. */
async function readBeginning(answer: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      parts.push(chunk)
      size += chunk.length
      if (size >= ANSWER_BYTES) break
    }
  } catch {
    // What has come until then is shown.
  } finally {
    answer.destroy()
  }
  const bytes = Buffer.concat(parts).subarray(0, ANSWER_BYTES)
  // Postgres keeps no zero characters, and half a character at the cut is not one.
  return new TextDecoder().decode(bytes).replaceAll('\u0000', '\uFFFD')
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND') return 'there is no host of this name'
  if (code === 'ECONNREFUSED') return 'it does not answer'
  if (code === 'ECONNRESET') return 'it broke off'
  return error instanceof Error ? error.message : 'the connection failed'
}
