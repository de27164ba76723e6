import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js'
import { env } from '@/lib/env'
import type { Viewer } from '@/lib/schema/viewer'
import { readBytes } from '@/lib/web/read-body'
import { makeServer } from './server'

/** In bytes; a plan of a pre-mortem is the longest thing that is sent. */
const LIMIT = 6 * 1024 * 1024

/**
 * Answers one message of the protocol (streamable HTTP without sessions: each request stands alone and is answered with JSON).
 * Takes a POST of a viewer who is known. Throws `too_large`.
 */
export async function answerMcp(viewer: Viewer, request: Request): Promise<Response> {
  const body = await readBytes(request, LIMIT)
  let message: unknown
  try {
    message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return refuse(ErrorCode.ParseError, 'The body is not valid JSON in UTF-8.')
  }
  // One request, one message: rates are counted by request.
  if (Array.isArray(message)) return refuse(ErrorCode.InvalidRequest, 'Send one message in a request, not a batch.')
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableJsonResponse: true,
  })
  const server = makeServer(viewer, { now: new Date(), baseUrl: env().baseUrl })
  await server.connect(transport)
  try {
    const answer = await transport.handleRequest(request, { parsedBody: message })
    answer.headers.set('Cache-Control', 'private, no-store')
    return answer
  } finally {
    await server.close()
  }
}

function refuse(code: ErrorCode, message: string): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status: 400 })
}
