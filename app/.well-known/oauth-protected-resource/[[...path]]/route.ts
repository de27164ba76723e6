import { connection } from 'next/server'
import { env } from '@/lib/env'
import { resourceMetadata } from '@/lib/mcp/resource-metadata'

/** For clients of `/api/mcp` that were refused; tells nothing of anybody. */
export async function GET(): Promise<Response> {
  await connection()
  const { baseUrl, OIDC_ISSUER } = env()
  return Response.json(resourceMetadata(baseUrl, OIDC_ISSUER), { headers: { 'Cache-Control': 'public, max-age=300' } })
}
