import { z } from 'zod'
import { database } from '@/lib/database'
import { compileCues, type CompiledCues } from '@/lib/recognise/cue-index'
import { PatternDraftSchema } from '@/lib/schema/draft'
import type { Transaction } from './transaction'

/** The stored patterns, compiled for matching, with the id of each by slug. */
export type Catalogue = { cues: CompiledCues; idOf: ReadonlyMap<string, string> }

const CuesSchema = z.object({ cues: PatternDraftSchema.shape.cues })

/** Reads every stored pattern. Costs some milliseconds: an import reads it once, not per document. */
export async function readStoredCatalogue(client: Transaction = database): Promise<Catalogue> {
  const rows = await client.pattern.findMany({ orderBy: { slug: 'asc' } })
  const patterns = rows.map((row) => ({
    slug: row.slug,
    title: row.title,
    body: row.body,
    family: row.family,
    mechanism: row.mechanism,
    questions: row.questions,
    controls: row.controls,
    ...CuesSchema.parse({ cues: row.cues }),
  }))
  return { cues: compileCues(patterns), idOf: new Map(rows.map((row) => [row.slug, row.id])) }
}
