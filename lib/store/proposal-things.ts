import { AppError } from '@/lib/domain/errors'
import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { lockOpenProposal, incidentsNamed, type Thing } from './proposals'
import { readShare } from './shares'
import { inTransaction } from './transaction'

/** The incident or skill of a slug, as a proposal refers to it. Throws `not_found`, also for what the viewer may not read. */
export async function findThing(viewer: Viewer, kind: 'incident' | 'skill', slug: string): Promise<Thing> {
  return inTransaction(async (tx) => {
    const id =
      kind === 'skill' ? await findSkillForChange(tx, viewer, slug) : (await findIncidentForChange(tx, viewer, slug)).id
    return { kind, id }
  })
}

/**
 * Who may read what a proposal becomes: what was proposed about a restricted incident stays with its readers, also when the text turns
 * out to be another incident; null: as usual. `takenFrom`: ids of the incidents that it is about or was drafted of. Throws `not_found` when
 * one of them is gone, and as `lockOpenProposal` does.
 */
export async function shareOfProposal(
  viewer: Viewer,
  id: string,
): Promise<{ share: Share | null; takenFrom: string[] }> {
  return inTransaction(async (tx) => {
    const incidents = incidentsNamed(await lockOpenProposal(tx, viewer, id))
    const found = await tx.incident.findMany({ where: { id: { in: incidents } }, orderBy: { id: 'asc' } })
    // It may have been restricted before it was merged or removed, and nothing says so any more.
    if (found.length < new Set(incidents).size) {
      throw new AppError(
        'not_found',
        'An incident that this was taken from is not there any more. Reject the proposal, or have it made anew.',
      )
    }
    const restricted = found.find(({ visibility }) => visibility === 'restricted')
    return { share: restricted ? await readShare(tx, restricted.id) : null, takenFrom: found.map((one) => one.id) }
  })
}
