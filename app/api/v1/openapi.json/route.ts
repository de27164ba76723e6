import { connection } from 'next/server'
import { env } from '@/lib/env'
import { makeOpenapi } from '@/lib/openapi/document'

/** What the API takes and gives; the same for everybody, so that nobody needs a token to read it. */
export async function GET(): Promise<Response> {
  await connection()
  return Response.json(makeOpenapi(env().baseUrl), { headers: { 'Cache-Control': 'public, max-age=300' } })
}
