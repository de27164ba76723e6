import type { Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { lockOpenProposal, sourcesOf, type Thing } from './proposals'
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
 * out to be another incident. Null: as usual. Throws as `lockOpenProposal` does.
 */
export async function shareOfProposal(viewer: Viewer, id: string): Promise<Share | null> {
  return inTransaction(async (tx) => {
    const { aboutKind, aboutId, content } = await lockOpenProposal(tx, viewer, id)
    const named = [...(aboutKind === 'incident' && aboutId !== null ? [aboutId] : []), ...sourcesOf(content)]
    const restricted = await tx.incident.findFirst({ where: { id: { in: named }, visibility: 'restricted' } })
    return restricted && readShare(tx, restricted.id)
  })
}
