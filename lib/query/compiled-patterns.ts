import { z } from 'zod'
import { database } from '@/lib/database'
import { compileCues, type CompiledCues } from '@/lib/recognise/cue-index'
import type { CataloguePattern } from '@/lib/schema/pattern'
import type { Viewer } from '@/lib/schema/viewer'
import { readPatterns } from './patterns'

/** `hasExamples`: people have decided about patterns, and what they decided votes. */
export type Compiled = {
  stamp: string
  cues: CompiledCues
  patterns: Map<string, CataloguePattern>
  hasExamples: boolean
}
let compiled: Compiled | null = null

const StampSchema = z.tuple([z.object({ stamp: z.string(), hasExamples: z.boolean() })])

/**
 * The stored patterns, compiled for matching. Compiling costs more than matching a text, so it is kept; each call asks the
 * database whether they are still the same, since other processes change them too. Which transaction wrote each pattern decides: the
 * clock of the process that did may be late, and of two changes the earlier may be stored last.
 */
export async function readCompiled(viewer: Viewer): Promise<Compiled> {
  const rows = await database.$queryRaw`
    SELECT coalesce(md5(string_agg("id" || ' ' || xmin, ',' ORDER BY "id")), '') AS "stamp",
      EXISTS (SELECT 1 FROM "PatternExample") AS "hasExamples" FROM "Pattern"`
  const [{ stamp, hasExamples }] = StampSchema.parse(rows)
  if (compiled?.stamp === stamp) return { ...compiled, hasExamples }
  const patterns = await readPatterns(viewer)
  const bySlug = new Map(patterns.map((one) => [one.slug, one]))
  return (compiled = { stamp, cues: compileCues(patterns), patterns: bySlug, hasExamples })
}
