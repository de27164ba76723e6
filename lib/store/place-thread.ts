import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { DocumentDraft } from '@/lib/schema/draft'
import { SourceKindSchema } from '@/lib/schema/source'
import type { Viewer } from '@/lib/schema/viewer'
import { readStoredCatalogue } from './catalogue-rows'
import { saveThreadDocument } from './save-thread'
import { newSaving } from './saving'
import { settle } from './settle'
import { inSavingTransaction } from './transaction'

/**
 * Stores the times that the messages of a conversation have now that somebody has said which clock they are on. `document` is
 * another reading of the source with the id `sourceId`. Throws `not_found` when that is gone.
 */
export async function placeThread(viewer: Viewer, sourceId: string, document: DocumentDraft): Promise<void> {
  assertCan(viewer, 'write')
  await inSavingTransaction(async (tx) => {
    const select = { id: true, kind: true, sha256: true, text: true, origin: true }
    const source = await tx.source.findUnique({ where: { id: sourceId }, select })
    if (!source) throw new AppError('not_found', 'The source of this conversation is not there any more.')
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    await saveThreadDocument(saving, { ...source, kind: SourceKindSchema.parse(source.kind) }, document)
    await settle(saving)
  })
}
