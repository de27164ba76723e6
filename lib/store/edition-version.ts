import { Prisma } from '@/generated/prisma/client'
import { isCorrected, mergeDrafts } from '@/lib/domain/merge-drafts'
import { fingerprintOf } from '@/lib/recognise/fingerprint'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { writeConflicts } from './conflict-rows'
import { readIncidentBefore, readRows, recordChange } from './import-changes'
import type { ComparedEdition } from './incident-editions'
import { updateReviewItems } from './review-items'
import type { Saving } from './saving'

/**
 * Stores a newer version of an edition. What a person has corrected in the one before is merged into it field by field, and
 * stays where both disagree: these fields become conflicts for a person to decide. A version that a person has reviewed stands
 * (`reviewed`: what the parser had made of it) stands as it is. The source's row has to be there, and the incident has to be written anew afterwards.
 */
export async function writeVersion(
  saving: Saving,
  edition: ComparedEdition,
  sourceId: string,
  version: { draft: DocumentDraft; reviewed: DocumentDraft | null },
): Promise<void> {
  const { tx } = saving
  await recordVersion(saving, edition)
  const stored = await tx.postmortem.findUniqueOrThrow({
    where: { id: edition.id },
    select: { edited: true, parsed: true },
  })
  const { reviewed } = version
  const isMerged = !reviewed && stored.edited && stored.parsed !== null
  const merged = isMerged ? mergeDrafts(DocumentDraftSchema.parse(stored.parsed), edition.draft, version.draft) : null
  const { draft } = merged ?? version
  await tx.postmortem.update({
    where: { id: edition.id },
    data: {
      ...editionColumns(draft),
      ...correctionColumns(draft, reviewed ?? (isMerged ? version.draft : null)),
      externalId: draft.externalId ?? null,
      sourceId,
      version: { increment: 1 },
    },
  })
  const seen = { kind: 'edition', refId: edition.id, draft, reviewed: reviewed !== null } as const
  await updateReviewItems(saving, edition.draft, seen)
  await writeConflicts(saving, { postmortemId: edition.id }, merged, version.draft)
}

/** The columns of an edition that repeat what its draft says. */
export function editionColumns(draft: DocumentDraft) {
  const { title, body, authors, tags, lang } = draft
  return { title, body, authors, tags, lang, draft, fingerprint: [...fingerprintOf(draft)] }
}

/** Whether a draft is corrected, and then what the parser had made of its source: the base of merges to come. */
export function correctionOf(draft: DocumentDraft, parsed: DocumentDraft | null) {
  return parsed && isCorrected(parsed, draft) ? { edited: true, parsed } : { edited: false, parsed: null }
}

/** As `correctionOf`, for an update. */
export function correctionColumns(draft: DocumentDraft, original: DocumentDraft | null) {
  const { edited, parsed } = correctionOf(draft, original)
  return { edited, parsed: parsed ?? Prisma.DbNull }
}

/** Keeps what the edition and its incident are like before a newer version comes. */
async function recordVersion(saving: Saving, { id, incidentId }: ComparedEdition): Promise<void> {
  if (saving.importId === null) return
  const { tx } = saving
  const [row = {}] = await readRows(tx, 'Postmortem', 'id', [id])
  const conflicts = await readRows(tx, 'EditConflict', 'postmortemId', [id])
  const before = { edition: row, conflicts, incident: await readIncidentBefore(tx, incidentId) }
  recordChange(saving, 'edition-updated', id, before, Number(row['version']) + 1)
}
