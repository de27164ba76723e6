// A server that answers as an OpenAI-compatible endpoint does, for the real client: in the forms and with the faults of such.
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { z } from 'zod'

const CallSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.looseObject({ type: z.string() }).optional(),
})
export type ModelCall = z.infer<typeof CallSchema> & { path: string; authorization: string | null }

/** How one call is answered: with what the model says, or as the function does. */
export type ModelAnswer = string | ((response: ServerResponse, call: ModelCall) => void)

/** `answers` are given in their order, the last one again and again. */
export type ModelServer = {
  url: string
  calls: ModelCall[]
  answers: ModelAnswer[]
  close: () => Promise<void>
}

export async function startModelServer(): Promise<ModelServer> {
  const calls: ModelCall[] = []
  const answers: ModelAnswer[] = []
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const authorization = request.headers.authorization ?? null
      const call = { ...CallSchema.parse(body), path: request.url ?? '', authorization }
      calls.push(call)
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (typeof answer === 'function') answer(response, call)
      else sendJson(response, completion(answer ?? ''))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${port}/v1`, calls, answers, close }
}

/** What the endpoint answers when the model says `content`. */
export function completion(content: string | null, finish = 'stop') {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_776_600_000,
    model: 'loopback',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
  }
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** An error as such endpoints say it. */
export function refuse(status: number, message: string, headers: Record<string, string> = {}): ModelAnswer {
  return (response) => sendJson(response, { error: { message, type: 'error', code: null } }, { status, headers })
}

/** The material that the model got. */
export function materialOf(call: ModelCall | undefined) {
  const content = call?.messages.find(({ role }) => role === 'user')?.content ?? '{}'
  return z
    .object({
      lines: z.array(
        z.object({ line: z.int(), section: z.string(), text: z.string(), from: z.array(z.string()) }).strict(),
      ),
      messages: z.array(z.object({ message: z.string(), author: z.string().nullable(), text: z.string() }).strict()),
    })
    .strict()
    .parse(JSON.parse(content))
}
