import { AppError } from '@/lib/domain/errors'
import { maskSecrets } from '@/lib/import/secrets'
import { findEmbeddingModel } from '@/lib/integrations/model/client'
import { requestEmbeddings } from '@/lib/integrations/model/embeddings'
import { requestRanking } from '@/lib/integrations/model/rerank'
import { log } from '@/lib/observe/log'
import { findGain } from '@/lib/query/gains'
import type { Meaning } from '@/lib/query/near'

/** Words from which a text is more than a key: shorter ones are found by their words alone. */
const WORDS = { recognise: 6, search: 3 } as const
type AskedList = keyof typeof WORDS

/** Whether a text is long enough for its meaning to be asked for. */
export const isMoreThanKey = (list: AskedList, text: string) => (text.match(/\p{L}{2,}/gu) ?? []).length >= WORDS[list]

/** UTF-16 code units of an asked text that are sent. */
const SENT = 3_000
/** Somebody waits: how long an endpoint has for the vector and for the ranking, in milliseconds. */
const PATIENCE = 1_500
/** After a failure the endpoint is left alone for so long, in milliseconds. */
const REST = 30_000
const REMEMBERED = 200

const vectors = new Map<string, Float32Array>()
let failedAt = Number.NEGATIVE_INFINITY

/**
 * What a text means to the configured model, for a list that it has been shown to help; null for a short text, without a model,
 * and when the endpoint fails: the list goes on without it. Secrets are masked before anything is sent. Never throws.
 */
export async function meaningOf(list: AskedList, text: string): Promise<Meaning | null> {
  const found = findEmbeddingModel()
  if (!found || !isMoreThanKey(list, text)) return null
  const { name: model, rerank } = found
  if (!(await findGain(list, { model, rerank }))?.helps) return null
  const sent = maskSecrets(text.replaceAll('\u0000', ' ')).text.slice(0, SENT).toWellFormed()
  const vector = await vectorOf(model, sent)
  if (!vector) return null
  const rank = (passages: readonly string[]) => attempt(() => rankBy(rerank ?? '', sent, passages))
  return { model, vector, rank: rerank === null ? null : rank }
}

const rankBy = (model: string, query: string, passages: readonly string[]) =>
  requestRanking(
    model,
    { query, passages: passages.map((passage) => maskSecrets(passage).text) },
    { limit: PATIENCE, retries: 0 },
  )

async function vectorOf(model: string, text: string): Promise<Float32Array | null> {
  const key = `${model} ${text}`
  const known = vectors.get(key)
  if (known) return known
  const made = await attempt(() => requestEmbeddings(model, [text], { limit: PATIENCE, retries: 0 }))
  const vector = made?.[0] ?? null
  if (vector) {
    const [oldest] = vectors.keys()
    if (oldest !== undefined && vectors.size >= REMEMBERED) vectors.delete(oldest)
    vectors.set(key, vector)
  }
  return vector
}

/** What an endpoint answers in time; null when it fails, and for a while after. */
async function attempt<T>(ask: () => Promise<T>): Promise<T | null> {
  if (performance.now() - failedAt < REST) return null
  try {
    return await ask()
  } catch (error) {
    failedAt = performance.now()
    log.warn('the model did not say what a text means', { code: error instanceof AppError ? error.code : null }, error)
    return null
  }
}
