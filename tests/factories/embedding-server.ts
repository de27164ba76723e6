// A server that answers as an OpenAI-compatible endpoint of embeddings and of reranking does, for the real client. Texts that share
// words get near vectors (a hashed bag of words); words of the table below are one word, so that translations are near, too.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { z } from 'zod'
import { sendJson } from './model-server'

const SIZE = 64
/** Word → its meaning. */
const TRANSLATED: Record<string, string> = {
  zertifikat: 'certificate',
  abgelaufen: 'expired',
  ofen: 'kiln',
  ofens: 'kiln',
  überhitzt: 'overheated',
  überhitzte: 'overheated',
  fühler: 'sensor',
  lose: 'loose',
}

const EmbeddingCallSchema = z.object({
  model: z.string(),
  input: z.array(z.string()),
  encoding_format: z.enum(['float', 'base64']),
})
const RankingCallSchema = z.object({
  model: z.string(),
  query: z.string(),
  documents: z.array(z.string()),
  top_n: z.int(),
  return_documents: z.boolean(),
})
export type EmbeddingCall = z.infer<typeof EmbeddingCallSchema>
export type RankingCall = z.infer<typeof RankingCallSchema>

/** Answers one call in another way than as asked. */
type Answer = (response: ServerResponse, call: EmbeddingCall) => void

/** `faults` answer the next calls of embeddings in their order; then all is well again. `size`: how long its vectors are. */
export type EmbeddingServer = {
  url: string
  embeddings: EmbeddingCall[]
  rankings: RankingCall[]
  authorizations: (string | undefined)[]
  faults: Answer[]
  size: number
  close: () => Promise<void>
}

export async function startEmbeddingServer(): Promise<EmbeddingServer> {
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      state.authorizations.push(request.headers.authorization)
      if (request.url === '/v1/rerank') return answerRanking(response, body)
      const call = EmbeddingCallSchema.parse(body)
      state.embeddings.push(call)
      const fault = state.faults.shift()
      if (fault) fault(response, call)
      else sendJson(response, embeddingsOf(call, state.size))
    })
  })
  const answerRanking = (response: ServerResponse, body: unknown) => {
    const call = RankingCallSchema.parse(body)
    state.rankings.push(call)
    const asked = vectorOf(call.query, SIZE)
    const results = call.documents.map((text, index) => ({ index, relevance_score: dot(asked, vectorOf(text, SIZE)) }))
    sendJson(response, { results: results.toSorted((a, b) => b.relevance_score - a.relevance_score) })
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const state: EmbeddingServer = {
    url: `http://127.0.0.1:${port}/v1`,
    embeddings: [],
    rankings: [],
    authorizations: [],
    faults: [],
    size: SIZE,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return state
}

/** What the endpoint answers; `as` in another form than was asked for. */
export function embeddingsOf({ model, input, encoding_format }: EmbeddingCall, size = SIZE, as = encoding_format) {
  const data = input.map((text, index) => {
    const vector = vectorOf(text, size)
    return {
      object: 'embedding',
      index,
      embedding: as === 'float' ? vector : Buffer.from(Float32Array.from(vector).buffer).toString('base64'),
    }
  })
  // Endpoints need not keep the order.
  return { object: 'list', model, data: data.toReversed(), usage: { prompt_tokens: 1, total_tokens: 1 } }
}

/** A bag of words as a vector of length 1. */
export function vectorOf(text: string, size = SIZE): number[] {
  const vector = Array.from({ length: size }, () => 0)
  for (const word of text.toLowerCase().match(/[\p{L}]{3,}/gu) ?? ['']) {
    let hash = 2_166_136_261
    for (const letter of TRANSLATED[word] ?? word) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619)
    const place = (hash >>> 0) % size
    vector[place] = (vector[place] ?? 0) + ((hash >>> 16) % 2 === 0 ? 1 : -1)
  }
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector.with(0, 1) : vector.map((number) => number / length)
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, number, at) => sum + number * (b[at] ?? 0), 0)
