import type { Edition } from '@/lib/domain/merge-editions'
import { DocumentDraftSchema } from '@/lib/schema/draft'
import type { SourceKind } from '@/lib/schema/source'
import type { Transaction } from './transaction'

/** An edition as stored, with the source text that the spans of its draft point into. */
export type StoredEdition = Edition & {
  id: string
  incidentId: string
  text: string
  origin: string | null
  kind: SourceKind
}

/** Reads editions by their incidents or their own ids, in no particular order. */
export async function readEditions(
  tx: Transaction,
  where: { incidentId: { in: string[] } } | { id: { in: string[] } },
): Promise<StoredEdition[]> {
  const rows = await tx.postmortem.findMany({
    where,
    include: { source: { select: { sha256: true, text: true, origin: true, kind: true } } },
  })
  return rows.map(({ source, ...row }) => ({
    id: row.id,
    incidentId: row.incidentId,
    sourceId: row.sourceId,
    slug: row.slug,
    lang: row.lang,
    draft: DocumentDraftSchema.parse(row.draft),
    ...source,
  }))
}
