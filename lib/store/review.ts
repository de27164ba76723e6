import { assertVisible } from '@/lib/access'
import { fieldValue, sameValue } from '@/lib/domain/field-value'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import { ReviewKindSchema, type Correction, type ReviewKind, type TakeBack } from '@/lib/schema/review'
import { SourceContextSchema } from '@/lib/schema/source'
import type { Viewer } from '@/lib/schema/viewer'
import type { ReviewItem } from '@/generated/prisma/client'
import { auditRow, changesBetween, type Changes } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { correctionColumns, editionColumns } from './edition-version'
import { newSaving, type Saving } from './saving'
import { rewriteIncident } from './separate-incident'
import { correctSkill } from './skill-revision'
import { inSavingTransaction, inTransaction, type Transaction } from './transaction'

const CHANGED = sentence`Somebody else has changed this document since you opened it. Reload the page and look at the field again.`

/** What was decided, and the version of the document now. */
export type Decided = { itemIds: string[]; version: number }

/** A person has looked at a field and it is right. Throws `not_found`, and `stale` for an item that is decided already. */
export async function confirmReviewItem(viewer: Viewer, itemId: string): Promise<Decided> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const item = await findItem(tx, viewer, itemId)
    if (item.state !== 'open') throw new AppError('stale', 'Somebody has decided this field already. Reload the page.')
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const known = await readDocument(tx, item)
    await decide(saving, [item.id], 'confirmed')
    const value = fieldValue(known.draft, item.path)
    tell(saving, 'review.confirmed', known, { [item.path]: { from: value, to: value } })
    await saving.rows.flush(tx)
    return { itemIds: [item.id], version: known.version }
  })
}

/**
 * Stores a correction of the document that an item belongs to: its facts, and everything that is built from them. Items whose
 * fields it changes are corrected, that of `itemId` in any case. Throws `not_found`, and `stale` when the document is not in
 * `version` any more.
 */
export async function correctDocument(viewer: Viewer, { itemId, document, version }: Correction): Promise<Decided> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const item = await findItem(tx, viewer, itemId)
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const known = await readDocument(tx, item, version)
    const draft = withFactsOf(known.draft, document)
    const open = await tx.reviewItem.findMany({ where: { kind: item.kind, refId: item.refId, state: 'open' } })
    const touched = open.filter(({ id, path }) => id === item.id || !sameValue(known.draft, draft, path))
    await writeDocument(saving, known, draft)
    const itemIds = touched.map(({ id }) => id)
    await decide(saving, itemIds, 'corrected')
    tell(saving, 'review.corrected', known, changesOf(known.draft, draft, item.path))
    await saving.rows.flush(tx)
    return { itemIds, version: version + 1 }
  })
}

/** Takes decisions about one document back: its items are open again, and it says again what `document` says, if given. */
export async function takeBackReview(viewer: Viewer, { itemIds, document, version }: TakeBack): Promise<Decided> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const item = await findItem(tx, viewer, itemIds[0] ?? '')
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const known = await readDocument(tx, item, version)
    const draft = document && withFactsOf(known.draft, document)
    if (draft) await writeDocument(saving, known, draft)
    await tx.reviewItem.updateMany({
      where: { id: { in: itemIds }, kind: item.kind, refId: item.refId },
      data: { state: 'open', decidedBy: null, decidedAt: null },
    })
    tell(saving, 'review.reopened', known, draft ? changesOf(known.draft, draft, item.path) : {})
    await saving.rows.flush(tx)
    return { itemIds, version: draft ? version + 1 : version }
  })
}

/** What reading a document's source anew takes: the document as it is, its source's text, name and inherited facts. */
export async function readReviewSource(viewer: Viewer, itemId: string) {
  assertCan(viewer, 'write')
  return inTransaction(async (tx) => {
    const item = await findItem(tx, viewer, itemId)
    const { draft } = await readDocument(tx, item)
    const found = await tx.postmortem.findUnique({
      where: { id: item.refId },
      select: { source: { select: { id: true, text: true, origin: true, context: true } } },
    })
    if (!found) throw new AppError('bad_input', 'Only an account of an incident has times.')
    const { id: sourceId, text, origin, context } = found.source
    return { draft, sourceId, text, origin, context: SourceContextSchema.parse(context) }
  })
}

const NO_ITEM = sentence`This field is not to be reviewed any more. Reload the page.`

async function findItem(tx: Transaction, viewer: Viewer, id: string): Promise<ReviewItem> {
  const item = await tx.reviewItem.findUnique({ where: { id } })
  if (!item) throw new AppError('not_found', NO_ITEM)
  await assertVisible(viewer, item.refId, NO_ITEM, tx)
  return item
}

type Known = {
  kind: ReviewKind
  id: string
  /** The incident that an edition is of, or the skill itself. */
  targetId: string
  version: number
  draft: DocumentDraft
}

async function readDocument(tx: Transaction, item: ReviewItem, version?: number): Promise<Known> {
  const kind = ReviewKindSchema.parse(item.kind)
  const where = { where: { id: item.refId } }
  const found =
    kind === 'edition'
      ? await tx.postmortem.findUnique({ ...where, select: { draft: true, version: true, incidentId: true } })
      : await tx.skill.findUnique({ ...where, select: { draft: true, recordVersion: true } })
  if (!found) throw new AppError('not_found', 'This document is not there any more.')
  const stored = 'version' in found ? found.version : found.recordVersion
  if (version !== undefined && version !== stored) throw new AppError('stale', CHANGED)
  const targetId = 'incidentId' in found ? found.incidentId : item.refId
  return { kind, id: item.refId, targetId, version: stored, draft: DocumentDraftSchema.parse(found.draft) }
}

/** A draft with the facts of another; its body, its places in the source and its names stay. */
function withFactsOf(
  stored: DocumentDraft,
  { title, lang, tags, authors, incident, skill }: DocumentDraft,
): DocumentDraft {
  return {
    ...stored,
    title,
    lang,
    tags,
    authors,
    ...(stored.incident && incident ? { incident } : {}),
    ...(stored.skill && skill ? { skill } : {}),
  }
}

async function writeDocument(saving: Saving, { kind, id, targetId, draft: before }: Known, draft: DocumentDraft) {
  const { tx } = saving
  if (kind === 'skill') {
    await correctSkill(saving, id, () => draft)
    return
  }
  const { parsed } = await tx.postmortem.findUniqueOrThrow({ where: { id }, select: { parsed: true } })
  const original = parsed === null ? before : DocumentDraftSchema.parse(parsed)
  await tx.postmortem.update({
    where: { id },
    data: { ...editionColumns(draft), ...correctionColumns(draft, original), version: { increment: 1 } },
  })
  await rewriteIncident(saving, targetId)
}

async function decide({ tx, viewer, now }: Saving, ids: string[], state: 'confirmed' | 'corrected'): Promise<void> {
  const data = { state, decidedBy: viewer.name, decidedAt: now }
  await tx.reviewItem.updateMany({ where: { id: { in: ids } }, data })
}

/** What a correction changed: the field itself, and each other part of the facts that is different now. */
function changesOf(before: DocumentDraft, after: DocumentDraft, path: string): Changes {
  const list = path.split('.')[0] ?? path
  const others = {
    ...changesBetween({ ...before.incident }, { ...after.incident }),
    ...changesBetween({ ...before.skill }, { ...after.skill }),
    ...changesBetween({ title: before.title, lang: before.lang }, { title: after.title, lang: after.lang }),
  }
  return {
    [path]: { from: fieldValue(before, path), to: fieldValue(after, path) },
    ...Object.fromEntries(Object.entries(others).filter(([name]) => name !== list)),
  }
}

function tell({ rows, viewer }: Saving, action: string, { kind, targetId }: Known, changes: Changes): void {
  const target = { kind: kind === 'edition' ? 'incident' : 'skill', id: targetId } as const
  rows.add('AuditEntry', auditRow(viewer, action, target, changes))
}
