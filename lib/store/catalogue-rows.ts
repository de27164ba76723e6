import { z } from 'zod'
import { database } from '@/lib/database'
import { compileCues, type CompiledCues } from '@/lib/recognise/cue-index'
import { PatternDraftSchema } from '@/lib/schema/draft'
import type { Transaction } from './transaction'

/** The stored patterns, compiled for matching, with the id of each by slug. */
export type Catalogue = {
  cues: CompiledCues
  idOf: ReadonlyMap<string, string>
  /** Whether people have decided anything that new texts are to be compared with. */
  hasExamples: boolean
}

const CuesSchema = z.object({ cues: PatternDraftSchema.shape.cues })

/** Reads every stored pattern that is looked for. Costs some milliseconds: an import reads it once, not per document. */
export async function readStoredCatalogue(client: Transaction = database): Promise<Catalogue> {
  const rows = await client.pattern.findMany({ where: { retiredAt: null }, orderBy: { slug: 'asc' } })
  const example = await client.patternExample.findFirst({ select: { id: true } })
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
  const idOf = new Map(rows.map((row) => [row.slug, row.id]))
  return { cues: compileCues(patterns), idOf, hasExamples: example !== null }
}
