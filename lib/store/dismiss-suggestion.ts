import { hiddenAmong } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inSavingTransaction } from './transaction'

/** Says that two suggested incidents are not one. Throws `not_found` for an unknown suggestion, and when the viewer may
 * not read one of the two. */
export async function dismissSuggestion(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'write')
  await inSavingTransaction(async (tx) => {
    const known = await tx.editionSuggestion.findUnique({
      where: { id },
      include: { other: { select: { slug: true } } },
    })
    const hidden = known && (await hiddenAmong(viewer, [known.incidentId, known.otherId], tx))
    if (!known || hidden?.size) throw new AppError('not_found', 'This suggestion does not exist (any more).')
    if (known.state === 'dismissed') return
    await tx.editionSuggestion.update({ where: { id }, data: { state: 'dismissed' } })
    const changes = { [`suggestions.${known.other.slug}`]: { from: known.state, to: 'dismissed' } }
    await writeAudit(tx, viewer, 'suggestion.dismissed', { kind: 'incident', id: known.incidentId }, changes)
  })
}
