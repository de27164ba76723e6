import { randomUUID } from 'node:crypto'
import { listDoubts } from '@/lib/domain/doubts'
import { sameValue } from '@/lib/domain/field-value'
import type { DocumentDraft, Doubt } from '@/lib/schema/draft'
import type { ReviewKind } from '@/lib/schema/review'
import type { Saving } from './saving'

type Reviewed = {
  kind: ReviewKind
  refId: string
  draft: DocumentDraft
  /** A person has seen it all. */ reviewed: boolean
}

/** Adds what a parser is not sure of in a new document; in one that a person has reviewed it counts as confirmed. */
export function addReviewItems(
  { rows, viewer, now }: Saving,
  { kind, refId, draft, reviewed }: Reviewed,
  doubts: readonly Doubt[] = listDoubts(draft),
): void {
  const decision = reviewed ? { state: 'confirmed', decidedBy: viewer.name, decidedAt: now } : { state: 'open' }
  for (const { path, reason, span } of doubts)
    rows.add('ReviewItem', { id: randomUUID(), kind, refId, path, reason, span: span ?? null, ...decision })
}

/**
 * Brings the items of a document up to a newer version of it: those of fields that are sure now go; what a person has decided
 * stays decided as long as the field says the same.
 */
export async function updateReviewItems(saving: Saving, before: DocumentDraft, after: Reviewed): Promise<void> {
  const { tx, viewer, now } = saving
  const { kind, refId, draft, reviewed } = after
  const doubts = new Map(listDoubts(draft).map((doubt) => [doubt.path, doubt]))
  const gone: string[] = []
  for (const item of await tx.reviewItem.findMany({ where: { kind, refId } })) {
    const doubt = doubts.get(item.path)
    const same = sameValue(before, draft, item.path)
    const stays = item.state !== 'open' && same
    if (!doubt && !stays) gone.push(item.id)
    if (!doubt) continue
    doubts.delete(item.path)
    const { reason, span } = doubt
    const told = { reason, span: span ?? undefined }
    const open = { state: 'open', decidedBy: null, decidedAt: null }
    const confirmed = { state: 'confirmed', decidedBy: viewer.name, decidedAt: now }
    const decision = stays ? {} : reviewed ? confirmed : open
    await tx.reviewItem.update({ where: { id: item.id }, data: { ...told, ...decision } })
  }
  if (gone.length > 0) await tx.reviewItem.deleteMany({ where: { id: { in: gone } } })
  addReviewItems(saving, after, [...doubts.values()])
}
