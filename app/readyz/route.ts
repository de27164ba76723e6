import { connection } from 'next/server'
import { env } from '@/lib/env'
import { readReadiness } from '@/lib/query/readiness'
import { respondJson } from '@/lib/web/respond'

/** Whether this process should be sent requests; each check by its name. 503 from the moment at which it is asked to end. */
export async function GET(): Promise<Response> {
  await connection()
  const { ready, checks } = await readReadiness(new Date(), env().BACKUP_SCHEDULE !== undefined)
  const body = { status: ready ? 'ready' : 'not-ready', checks }
  return respondJson(body, ready ? {} : { status: 503, headers: { 'Retry-After': '5' } })
}
