import { z } from 'zod'
import { database } from '@/lib/database'
import { compileCues, type CompiledCues } from '@/lib/recognise/cue-index'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { readPatterns } from './patterns'

type Compiled = { stamp: string; cues: CompiledCues; patterns: Map<string, CataloguePattern> }
let compiled: Compiled | null = null

const StampSchema = z.tuple([z.object({ stamp: z.string() })])

/**
 * The stored patterns, compiled for matching. Compiling costs more than matching a text, so it is kept; each call asks the
 * database whether they are still the same, since other processes change them too.
 */
export async function readCompiled(viewer: Viewer): Promise<Compiled> {
  const rows = await database.$queryRaw`
    SELECT count(*) || ' ' || coalesce(max("updatedAt")::text, '') AS "stamp" FROM "Pattern"`
  const [{ stamp }] = StampSchema.parse(rows)
  if (compiled?.stamp === stamp) return compiled
  const patterns = await readPatterns(viewer)
  compiled = { stamp, cues: compileCues(patterns), patterns: new Map(patterns.map((one) => [one.slug, one])) }
  return compiled
}
