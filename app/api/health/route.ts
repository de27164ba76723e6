import { connection } from 'next/server'
import { isDatabaseUp } from '@/lib/query/health'
import { respondJson } from '@/lib/web/respond'
import packageJson from '@/package.json'

/** For load balancers and people: no session needed, nothing private told. */
export async function GET(): Promise<Response> {
  await connection()
  const up = await isDatabaseUp()
  const body = { status: up ? 'ok' : 'degraded', database: up ? 'up' : 'away', version: packageJson.version }
  return respondJson(body, up ? {} : { status: 503, headers: { 'Retry-After': '5' } })
}
