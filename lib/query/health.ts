import { database } from '@/lib/database'
import { log } from '@/lib/observe/log'

/** How long a health check waits for the database, in milliseconds: longer than a busy one needs, shorter than a probe waits. */
const PATIENCE = 3_000

/** Whether the database answers. Needs no viewer, since it tells nothing that is stored. Never throws. */
export async function isDatabaseUp(): Promise<boolean> {
  const answered = database.$queryRaw`SELECT 1`.then(
    () => true,
    (error: unknown) => {
      log.warn('the database does not answer', {}, error)
      return false
    },
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE)))
  try {
    return await Promise.race([answered, late])
  } finally {
    clearTimeout(timer)
  }
}
