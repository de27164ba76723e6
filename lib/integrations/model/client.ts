import type { OpenAI } from 'openai'
import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import type { ModelName } from '@/lib/schema/rewording'
import { limitedFetch, type Limits } from './limited-fetch'

/** The model that drafts may be sent to, and the host that it is at; null when none is configured. */
export function findModel(): ModelName | null {
  const { MODEL_BASE_URL: address, MODEL_NAME: name } = env()
  return address !== undefined && name !== undefined ? { name, host: new URL(address).host } : null
}

/** How often one call is tried again when the endpoint is busy or broken. */
const RETRIES = 2

/** The models that make vectors of texts and that rank passages, and the host that they are at; null when there is none. */
export function findEmbeddingModel(): (ModelName & { rerank: string | null }) | null {
  const { MODEL_BASE_URL: address, MODEL_EMBEDDING_NAME: name, MODEL_RERANK_NAME: rerank } = env()
  return address !== undefined && name !== undefined
    ? { name, host: new URL(address).host, rerank: rerank ?? null }
    : null
}

/** A client for the model that rewords drafts. Throws `unsupported` without one. */
export async function modelClient(limits: Limits): Promise<{ client: OpenAI; model: string }> {
  const { MODEL_BASE_URL: baseURL, MODEL_NAME: model } = env()
  if (baseURL === undefined || model === undefined) {
    throw new AppError('unsupported', 'No model is configured. Set MODEL_BASE_URL and MODEL_NAME.')
  }
  return { client: await endpointClient(limits), model }
}

/**
 * OpenAI's own client for the configured endpoint. It is loaded at the first call only: without an endpoint nothing of it is.
 * Throws `unsupported` without an endpoint.
 */
export async function endpointClient(limits: Limits): Promise<OpenAI> {
  const { MODEL_BASE_URL: baseURL, MODEL_API_KEY: key } = env()
  if (baseURL === undefined) throw new AppError('unsupported', 'No model is configured. Set MODEL_BASE_URL.')
  const { OpenAI } = await import('openai')
  return new OpenAI({
    baseURL,
    // The client wants a key; without one of ours no header is sent.
    apiKey: key ?? 'none',
    ...(key === undefined && { defaultHeaders: { Authorization: null } }),
    // Variables that another program of this machine may need are not ours.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Its log would hold the messages.
    logLevel: 'off',
    maxRetries: limits.retries ?? RETRIES,
    fetch: limitedFetch(limits),
    // Messages go to the host that was configured and to no other.
    fetchOptions: { redirect: 'error' },
  })
}
