import type { OpenAI } from 'openai'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import type { ProposedLine, RewordingRequest } from '@/lib/schema/rewording'
import { modelClient } from './client'
import { readFault } from './faults'
import { ANSWER_FORMAT, AnswerLineSchema, AnswerSchema, writePrompt } from './rewording-prompt'
import { endingAfter, untilEnded } from '../until-ended'

/** How long one rewording may take, trying again included, in milliseconds. */
const LIMIT = 60_000
/** Longest material that is sent, in UTF-16 code units: about a hundred thousand tokens. */
const MAX_MATERIAL = 400_000
/** Lines of an answer that are looked at: more than were asked for cannot be taken. */
const MAX_LINES = 1000

/**
 * Asks the model how it would say the lines of a draft. Nothing of the answer is checked here but its form: a line in a wrong one
 * is `{line: null}`. `signal`: nobody waits any more. Throws `unsupported` without an endpoint, or when it refuses the key or
 * knows no such model; `rate_limited`, `unavailable`, `too_large`, `unprocessable` when there is no answer to use.
 */
export async function requestRewording(
  request: RewordingRequest,
  { signal, limit = LIMIT }: { signal: AbortSignal; limit?: number },
): Promise<ProposedLine[]> {
  const messages = writePrompt(request)
  if (messages.reduce((sum, { content }) => sum + content.length, 0) > MAX_MATERIAL) {
    throw new AppError('too_large', 'The messages of this thread are too long for a model. The draft is as it was.')
  }
  const stop = new AbortController()
  const { client, model } = await modelClient({ deadline: Date.now() + limit, stop })
  const ending = endingAfter(limit, [signal, stop.signal])
  try {
    const content = await untilEnded(ask(client, { model, messages }, ending.signal), ending.signal)
    return proposalsOf(content, request)
  } catch (error) {
    throw readFault(error, {
      model,
      left: signal.aborted,
      stopped: stop.signal,
      ended: ending.signal.aborted,
      limit,
    })
  } finally {
    ending.release()
  }
}

type Question = { model: string; messages: ReturnType<typeof writePrompt> }

/** From the form that holds a model to ours, to none: endpoints refuse what they do not know with 400 or 422. */
const FORMATS = [ANSWER_FORMAT, { type: 'json_object' }, undefined] as const

async function ask(client: OpenAI, { model, messages }: Question, signal: AbortSignal): Promise<string> {
  for (const [place, format] of FORMATS.entries()) {
    try {
      const answer: unknown = await client.chat.completions.create(
        { model, messages, ...(format && { response_format: format }) },
        { signal },
      )
      return contentOf(answer)
    } catch (error) {
      const status = z.object({ status: z.literal([400, 422]) }).safeParse(error)
      if (!status.success || place === FORMATS.length - 1) throw error
    }
  }
  throw new AppError('unprocessable', 'The endpoint knows no form of answer.')
}

const CompletionSchema = z.object({
  choices: z
    .array(z.object({ message: z.object({ content: z.string().nullish() }), finish_reason: z.string().nullish() }))
    .min(1),
})

function contentOf(answer: unknown): string {
  const choice = CompletionSchema.safeParse(answer).data?.choices[0]
  if (!choice)
    throw new AppError('unprocessable', 'What answered is no endpoint of chat completions. Check MODEL_BASE_URL.')
  if (choice.finish_reason === 'length') {
    throw new AppError('unprocessable', 'The model’s answer was cut off: the draft is too long for it.')
  }
  if (!choice.message.content?.trim()) throw new AppError('unprocessable', 'The model’s answer was empty.')
  return choice.message.content
}

function proposalsOf(content: string, { messages }: RewordingRequest): ProposedLine[] {
  const found = AnswerSchema.safeParse(readJson(content))
  if (!found.success) throw new AppError('unprocessable', 'The model’s answer was not in the form that was asked for.')
  return found.data.slice(0, MAX_LINES).map((one): ProposedLine => {
    const line = AnswerLineSchema.safeParse(one)
    if (!line.success) return { line: null, text: textOf(one), citations: [] }
    const citations = line.data.citations.map(({ message, quote }) => ({ message: idOf(message, messages), quote }))
    return { line: line.data.line - 1, text: line.data.text, citations }
  })
}

/** Models think aloud before their answer, and put it between fences: the object is looked for, else the first list. */
function readJson(content: string): unknown {
  const end = Math.max(content.lastIndexOf('}'), content.lastIndexOf(']')) + 1
  const answer = content.slice(Math.max(0, content.lastIndexOf('</think>')), end)
  for (const opening of [/\{\s*"lines"/, /\{/, /\[/]) {
    const start = answer.search(opening)
    if (start < 0) continue
    try {
      return JSON.parse(answer.slice(start))
    } catch {
      // It began elsewhere.
    }
  }
  return null
}

function textOf(line: unknown): string {
  return z.object({ text: z.string() }).safeParse(line).data?.text.slice(0, 500) ?? ''
}

/** "m3" as the third message is called; a name that was never given stays and is refused later. */
function idOf(name: string, messages: RewordingRequest['messages']): string {
  const place = /^m?(\d{1,6})$/.exec(name.trim())?.[1]
  return (place === undefined ? undefined : messages[Number(place) - 1]?.id) ?? name
}
