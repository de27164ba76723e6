import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { callEndpoint, type CallOptions } from './call'
import type { Asked } from './faults'

const ASKED: Asked = {
  tooLong: sentence`The passages are too long for the model.`,
  unknown: (model) => sentence`The endpoint knows no model “${model}”. Check MODEL_BASE_URL and MODEL_RERANK_NAME.`,
  refused: (words) => sentence`The model’s endpoint refused: ${words}. The order is as it was.`,
  after: (fault) => sentence`${fault} The order is as it was.`,
}

const AnswerSchema = z.object({
  results: z.array(z.object({ index: z.int().nonnegative(), relevance_score: z.number() })),
})

/**
 * How well each passage answers a question, in the order of the passages: the larger the better, on the model's own scale. Asked is
 * `POST …/rerank` in the form of Cohere's and Jina's API, which vLLM, LiteLLM and llama.cpp serve too. Throws as
 * `callEndpoint`; `unprocessable` when an answer has not one score for each passage.
 */
export async function requestRanking(
  model: string,
  { query, passages }: { query: string; passages: readonly string[] },
  options: CallOptions,
): Promise<number[]> {
  const body = { model, query, documents: [...passages], top_n: passages.length, return_documents: false }
  return callEndpoint({ model, asked: ASKED }, options, async (client, signal) => {
    const answer: unknown = await client.post('/rerank', { body, signal })
    return scoresOf(answer, passages.length)
  })
}

function scoresOf(answer: unknown, count: number): number[] {
  const results = AnswerSchema.safeParse(answer).data?.results
  if (!results) throw new AppError('unprocessable', 'What answered is no endpoint of reranking. Check MODEL_BASE_URL.')
  const scores = new Map(results.map(({ index, relevance_score: score }) => [index, score]))
  const ordered = Array.from({ length: count }, (_, index) => scores.get(index))
  const complete = ordered.filter((score) => score !== undefined)
  if (complete.length !== count || results.length !== count) {
    throw new AppError('unprocessable', `The endpoint gave ${results.length} scores for ${count} passages.`)
  }
  return complete
}
