import { respondJson } from '@/lib/web/respond'

/** Whether this process runs: what starts processes anew when they hang asks it. Says nothing of the database on purpose. */
export function GET(): Response {
  return respondJson({ status: 'alive' })
}

export const dynamic = 'force-dynamic'
