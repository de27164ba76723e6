import { connection } from 'next/server'
import { env } from '@/lib/env'
import { resourceMetadata } from '@/lib/mcp/resource-metadata'
import { countRequest } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'

/** For clients of `/api/mcp` that were refused; tells nothing of anybody. */
export async function GET(request: Request): Promise<Response> {
  await connection()
  try {
    await countRequest(request.headers)
  } catch (error) {
    return respondError(error)
  }
  const { baseUrl, OIDC_ISSUER } = env()
  return Response.json(resourceMetadata(baseUrl, OIDC_ISSUER), { headers: { 'Cache-Control': 'public, max-age=300' } })
}
