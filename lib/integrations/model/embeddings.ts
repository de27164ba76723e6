import type { OpenAI } from 'openai'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { callEndpoint, type CallOptions } from './call'
import type { Asked } from './faults'

const ASKED: Asked = {
  tooLong: sentence`The texts are too long for the model.`,
  unknown: (model) => sentence`The endpoint knows no model “${model}”. Check MODEL_BASE_URL and MODEL_EMBEDDING_NAME.`,
  refused: (words) => sentence`The model’s endpoint refused: ${words}. Nothing that was stored has changed.`,
  after: (fault) => sentence`${fault} Nothing that was stored has changed.`,
}

/** Bytes of an answer: 64 texts with 4096 numbers each, written as decimals, have six million. */
const MEGABYTES = 16
/** Endpoints that refuse the packed form (400 or 422), and those that give only zeros in it, are asked for numbers. */
const FORMATS = ['base64', 'float'] as const
const BYTES_PER_NUMBER = 4

const AnswerSchema = z.object({
  data: z.array(
    z.object({ index: z.int().nonnegative().optional(), embedding: z.union([z.string(), z.array(z.number())]) }),
  ),
})

/**
 * The vectors of some texts, in their order, each as long as the others. Throws as `callEndpoint`; `unprocessable` when an answer
 * has not one vector of numbers for each text, all of one length; `too_large` when a text is too long for the model.
 */
export async function requestEmbeddings(
  model: string,
  texts: readonly string[],
  options: CallOptions,
): Promise<Float32Array[]> {
  return callEndpoint({ model, asked: ASKED }, { megabytes: MEGABYTES, ...options }, async (client, signal) =>
    ask(client, { model, texts }, signal),
  )
}

type Question = { model: string; texts: readonly string[] }

async function ask(client: OpenAI, question: Question, signal: AbortSignal): Promise<Float32Array[]> {
  let refused: unknown
  for (const format of FORMATS) {
    try {
      const vectors = await askAs(format, client, question, signal)
      if (vectors.every((vector) => vector.some((number) => number !== 0))) return vectors
      refused = new AppError('unprocessable', 'The endpoint gave a vector of zeros.')
    } catch (error) {
      if (!z.object({ status: z.literal([400, 422]) }).safeParse(error).success) throw error
      refused = error
    }
  }
  throw isAboutLength(refused) ? new AppError('too_large', 'A text is too long for the model.') : refused
}

/** Endpoints say in words of their own that a text has too many tokens; all of them name the length, the tokens or the context. */
function isAboutLength(error: unknown): boolean {
  return error instanceof Error && /token|context|too (?:long|large)|length|exceed/i.test(error.message)
}

async function askAs(
  format: (typeof FORMATS)[number],
  client: OpenAI,
  { model, texts }: Question,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  // Named, the format keeps the client from unpacking: it would take numbers for packed ones where an endpoint ignores it.
  const answer: unknown = await client.embeddings.create(
    { model, input: [...texts], encoding_format: format },
    { signal },
  )
  return vectorsOf(answer, texts.length)
}

function vectorsOf(answer: unknown, count: number): Float32Array[] {
  const data = AnswerSchema.safeParse(answer).data?.data
  if (!data) throw new AppError('unprocessable', 'What answered is no endpoint of embeddings. Check MODEL_BASE_URL.')
  const vectors: Float32Array[] = []
  for (const [place, { index = place, embedding }] of data.entries()) vectors[index] = unpack(embedding)
  const size = vectors[0]?.length ?? 0
  if (data.length !== count || vectors.length !== count) {
    throw new AppError('unprocessable', `The endpoint gave ${data.length} vectors for ${count} texts.`)
  }
  for (const vector of vectors) {
    // A place that no answer named is a hole.
    if (!(vector instanceof Float32Array) || vector.length !== size || size === 0) {
      throw new AppError('unprocessable', 'The endpoint gave vectors of different lengths.')
    }
    if (!vector.every(Number.isFinite))
      throw new AppError('unprocessable', 'The endpoint gave a vector with no numbers.')
  }
  return vectors
}

/** Packed are 32-bit floats, little end first, as base64. */
function unpack(embedding: string | number[]): Float32Array {
  if (typeof embedding !== 'string') return Float32Array.from(embedding)
  const bytes = Buffer.from(embedding, 'base64')
  const numbers = new Float32Array(Math.floor(bytes.length / BYTES_PER_NUMBER))
  for (let place = 0; place < numbers.length; place++) numbers[place] = bytes.readFloatLE(place * BYTES_PER_NUMBER)
  return numbers
}
