import { connection } from 'next/server'
import { env } from '@/lib/env'
import { makeOpenapi } from '@/lib/openapi/document'
import { countRequest } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'

/** What the API takes and gives; the same for everybody, so that nobody needs a token to read it. */
export async function GET(request: Request): Promise<Response> {
  await connection()
  try {
    await countRequest(request.headers)
  } catch (error) {
    return respondError(error)
  }
  return Response.json(makeOpenapi(env().baseUrl), { headers: { 'Cache-Control': 'public, max-age=300' } })
}
