// A server that answers as Slack's API does, for the real client: pages with cursors, "wait" with 429, faults.
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json, text } from 'node:stream/consumers'

export type SlackCall = { method: string; token: string | null; asked: URLSearchParams }
/** What Slack holds; `wait` calls are answered with 429 first, `faults` name the error that a method answers with. */
export type SlackContent = {
  threads?: Record<string, Record<string, unknown>[]>
  users?: Record<string, Record<string, unknown>>
  channels?: Record<string, Record<string, unknown>>
  wait?: number
  faults?: Record<string, string>
  /** Replies in one answer, whatever is asked for. */
  page?: number
}
/** `answers`: the texts that were sent to `responseUrl`. */
export type SlackServer = {
  url: string
  responseUrl: string
  calls: SlackCall[]
  answers: string[]
  content: SlackContent
  close: () => Promise<void>
}

const TOKEN = 'xoxb-loopback'

export async function startSlackServer(content: SlackContent): Promise<SlackServer> {
  const calls: SlackCall[] = []
  const answers: string[] = []
  let waits = content.wait ?? 0
  const server = createServer((request, response) => {
    if (request.url === '/answers') {
      void json(request).then((answer) => {
        answers.push((answer as { text: string }).text)
        response.end('ok')
      })
      return
    }
    void readCall(request).then((call) => {
      calls.push(call)
      if (waits-- > 0) return void response.writeHead(429, { 'retry-after': '1' }).end()
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(content, call)))
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
  const origin = `http://127.0.0.1:${port}`
  return { url: `${origin}/api/`, responseUrl: `${origin}/answers`, calls, answers, content, close }
}

async function readCall(request: IncomingMessage): Promise<SlackCall> {
  const asked = new URLSearchParams(await text(request))
  const token = request.headers.authorization?.replace('Bearer ', '') ?? null
  return { method: (request.url ?? '').replace('/api/', ''), token, asked }
}

function answer(content: SlackContent, { method, token, asked }: SlackCall): Record<string, unknown> {
  const fault = token === TOKEN ? content.faults?.[method] : 'invalid_auth'
  if (fault) return { ok: false, error: fault }
  const id = asked.get('channel') ?? ''
  switch (method) {
    case 'conversations.replies':
      return repliesPage(
        content,
        `${id}/${asked.get('ts')}`,
        Number(asked.get('cursor') ?? 0),
        Number(asked.get('limit')),
      )
    case 'conversations.info':
      return content.channels?.[id]
        ? { ok: true, channel: content.channels[id] }
        : { ok: false, error: 'channel_not_found' }
    case 'users.info': {
      const user = content.users?.[asked.get('user') ?? '']
      return user ? { ok: true, user } : { ok: false, error: 'user_not_found' }
    }
    default:
      return { ok: false, error: 'unknown_method' }
  }
}

/** As Slack does: every page begins with the message that opened the thread. */
function repliesPage(
  { threads, page }: SlackContent,
  key: string,
  from: number,
  limit: number,
): Record<string, unknown> {
  const thread = threads?.[key]
  if (!thread) return { ok: false, error: 'thread_not_found' }
  const [root, ...replies] = thread
  const size = page ?? limit
  const rest = from + size < replies.length
  return {
    ok: true,
    messages: [root, ...replies.slice(from, from + size)],
    has_more: rest,
    ...(rest && { response_metadata: { next_cursor: String(from + size) } }),
  }
}
