import { countDocuments } from './count-documents'
import { parsePool, type ParsePool } from './parse-pool'
import { isCostly } from './read-sources'
import type { SourceInput } from './run-import'

/**
 * How many documents a source will give, as `countDocuments`, without keeping this process from answering others: what may be costly is
 * counted in a thread. One that ends its thread counts as one: why is told when it is read.
 */
export async function countAside(
  source: Pick<SourceInput, 'path' | 'bytes'>,
  pool: ParsePool = parsePool(),
): Promise<number> {
  if (!isCostly(source)) return countDocuments(source)
  await pool.ready()
  const link = pool.count(source)
  // Where no thread can be started this process reads it, too.
  if (!link) return countDocuments(source)
  try {
    const answer = await link.next()
    return answer.say === 'counted' ? answer.documents : 1
  } finally {
    link.close()
  }
}
