// A server that answers as Slack's API does, for the real client: pages with cursors, "wait" with 429, faults.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json, text } from 'node:stream/consumers'

export type SlackCall = { method: string; token: string | null; asked: URLSearchParams }
/** What Slack holds; `wait` calls are answered with 429 first, `faults` name the error that a method answers with. */
export type SlackContent = {
  threads?: Record<string, Record<string, unknown>[]>
  users?: Record<string, Record<string, unknown>>
  /** Public where they do not say otherwise. */
  channels?: Record<string, Record<string, unknown>>
  /** Who is in a channel. */
  members?: Record<string, string[]>
  wait?: number
  /** Seconds to wait that the next calls of a method are answered with. */
  waits?: Record<string, number[]>
  /** Methods that are done and whose answer is lost: the connection ends. */
  cutOff?: string[]
  faults?: Record<string, string>
  /** Replies in one answer, whatever is asked for. */
  page?: number
  /** What `/files/<name>` answers, to whoever brings the token; others are sent to sign in. */
  files?: Record<string, { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }>
}
export type SlackPost = { channel: string; thread: string | null; text: string }
/** `answers`: the texts that were sent to `responseUrl`; `posts`: the messages that the app has sent. */
export type SlackServer = {
  url: string
  responseUrl: string
  calls: SlackCall[]
  answers: string[]
  posts: SlackPost[]
  content: SlackContent
  close: () => Promise<void>
}

const TOKEN = 'xoxb-loopback'

export async function startSlackServer(content: SlackContent): Promise<SlackServer> {
  const calls: SlackCall[] = []
  const answers: string[] = []
  const posts: SlackPost[] = []
  let waits = content.wait ?? 0
  const server = createServer((request, response) => {
    if (request.url === '/answers') {
      void json(request).then((answer) => {
        answers.push((answer as { text: string }).text)
        response.end('ok')
      })
      return
    }
    if (request.url?.startsWith('/files/')) return sendFile(content, calls, request, response)
    void readCall(request).then((call) => {
      calls.push(call)
      const seconds = waits-- > 0 ? 1 : content.waits?.[call.method]?.shift()
      if (seconds !== undefined) return void response.writeHead(429, { 'retry-after': String(seconds) }).end()
      const told = answer(content, call)
      if (call.method === 'chat.postMessage' && told['ok'] === true) posts.push(postOf(call))
      if (content.cutOff?.includes(call.method)) return void request.socket.destroy()
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told))
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
  return { url: `${origin}/api/`, responseUrl: `${origin}/answers`, calls, answers, posts, content, close }
}

function sendFile(content: SlackContent, calls: SlackCall[], request: IncomingMessage, response: ServerResponse): void {
  const token = request.headers.authorization?.replace('Bearer ', '') ?? null
  const name = (request.url ?? '').slice('/files/'.length)
  calls.push({ method: `files/${name}`, token, asked: new URLSearchParams() })
  const signIn = { status: 302, headers: { location: '/sign-in' }, body: '' }
  const { status = 200, headers = {}, body = '' } = (token === TOKEN && content.files?.[name]) || signIn
  response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(body)
}

async function readCall(request: IncomingMessage): Promise<SlackCall> {
  const asked = new URLSearchParams(await text(request))
  const token = request.headers.authorization?.replace('Bearer ', '') ?? null
  return { method: (request.url ?? '').replace('/api/', ''), token, asked }
}

const postOf = ({ asked }: SlackCall): SlackPost => ({
  channel: asked.get('channel') ?? '',
  thread: asked.get('thread_ts'),
  text: asked.get('text') ?? '',
})

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
        ? { ok: true, channel: { id, is_private: false, ...content.channels[id] } }
        : { ok: false, error: 'channel_not_found' }
    case 'conversations.members':
      return membersPage(content, id, Number(asked.get('cursor') ?? 0))
    case 'users.info': {
      const user = content.users?.[asked.get('user') ?? '']
      return user ? { ok: true, user } : { ok: false, error: 'user_not_found' }
    }
    case 'users.lookupByEmail': {
      const found = Object.entries(content.users ?? {}).find(
        ([, { profile }]) =>
          (profile as { email?: string } | undefined)?.email?.toLowerCase() === asked.get('email')?.toLowerCase(),
      )
      return found ? { ok: true, user: { id: found[0], ...found[1] } } : { ok: false, error: 'users_not_found' }
    }
    case 'conversations.list':
      return channelPage(content, Number(asked.get('cursor') ?? 0))
    case 'conversations.open':
      return { ok: true, channel: { id: `D${asked.get('users')}` } }
    case 'chat.postMessage':
      return { ok: true, ts: '1795424400.000100' }
    case 'auth.test':
      return { ok: true, team: 'Acme', user: 'hindsight' }
    default:
      return { ok: false, error: 'unknown_method' }
  }
}

function membersPage({ members = {}, page = 100 }: SlackContent, id: string, from: number): Record<string, unknown> {
  const all = members[id] ?? []
  const next = from + page < all.length ? String(from + page) : ''
  return { ok: true, members: all.slice(from, from + page), response_metadata: { next_cursor: next } }
}

function channelPage({ channels = {}, page = 100 }: SlackContent, from: number): Record<string, unknown> {
  const all = Object.entries(channels).map(([id, channel]) => ({ id, is_private: false, ...channel }))
  const next = from + page < all.length ? String(from + page) : ''
  return { ok: true, channels: all.slice(from, from + page), response_metadata: { next_cursor: next } }
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
