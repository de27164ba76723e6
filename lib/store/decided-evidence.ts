import { EvidenceColumnSchema } from '@/lib/schema/pattern'
import type { PlannedMatch } from './matches'
import type { Transaction } from './transaction'

/** Role, score and words of a pattern that a person has named and no recogniser finds. */
export const NAMED_BY_HAND = { role: 'contributing', score: 1, evidence: [] }

/** A match that a person has confirmed or rejected, as it is stored. */
export type Decided = { id: string; patternId: string; evidence: unknown }

/**
 * Gives decided matches of one thing what its texts say now; the decisions stay. Where these say nothing, words of texts that are not
 * its own any more (`sourceIds` are those of its own) go, and with them role and score: another incident's account may have said
 * so, which fewer people may read.
 */
export async function refreshEvidence(
  tx: Transaction,
  decided: readonly Decided[],
  planned: readonly PlannedMatch[],
  sourceIds: readonly string[],
): Promise<void> {
  for (const { id, patternId, evidence } of decided) {
    const match = planned.find((one) => one.patternId === patternId)
    const data = match
      ? { role: match.role, score: match.score, evidence: match.evidence }
      : ownEvidence(evidence, new Set(sourceIds))
    if (data) await tx.match.update({ where: { id }, data })
  }
}

/** What is left of a match that nothing shows any more; null when all its words are of its own texts. */
function ownEvidence(evidence: unknown, sourceIds: ReadonlySet<string>) {
  const quotes = EvidenceColumnSchema.parse(evidence)
  const own = quotes.filter(({ sourceId }) => sourceId !== null && sourceIds.has(sourceId))
  // Without any words nobody can tell whose text gave role and score.
  return own.length === quotes.length && own.length > 0 ? null : { ...NAMED_BY_HAND, evidence: own }
}
