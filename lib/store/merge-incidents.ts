import { z } from 'zod'
import { isVisible } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import type { Viewer } from '@/lib/schema/viewer'
import { absorbIncident } from './absorb-incident'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { findIncidentForChange } from './find-incident'
import { BEFORE_SCHEMAS } from './import-changes'
import { newSaving } from './saving'
import { rewriteIncident } from './separate-incident'
import { inSavingTransaction } from './transaction'
import { tellKept, undoMerge } from './undo-merge'

export type MergedIncidents = {
  slug: string
  /** Takes the merge back, see `undoMergeOfIncidents`. */
  merge: string
}

/**
 * Makes two incidents one: the editions, action items and decisions of `slug` move to `intoSlug`, which is written anew.
 * Only who may read both may read it then. Every slug of both leads to it afterwards. Gives the slug it has then. Throws `not_found`, and `bad_input` for one incident.
 */
export async function mergeIncidents(viewer: Viewer, slug: string, intoSlug: string): Promise<MergedIncidents> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const from = await findIncidentForChange(tx, viewer, slug)
    const into = await findIncidentForChange(tx, viewer, intoSlug)
    if (from.id === into.id) throw new AppError('bad_input', 'These are two names of one incident already.')
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    await absorbIncident(saving, from.id, into.id)
    const changes = { incident: { from: from.slug, to: into.slug } }
    saving.rows.add('AuditEntry', auditRow(viewer, 'incident.merged', { kind: 'incident', id: into.id }, changes))
    const written = await rewriteIncident(saving, into.id)
    const { id } = await tx.importChange.findFirstOrThrow({
      where: { importId: null, refId: into.id },
      orderBy: { id: 'desc' },
      select: { id: true },
    })
    return { slug: written.slug, merge: String(id) }
  })
}

export type UndoneMerging = {
  slug: string
  /** What a person should know of who may read the two now. */
  hints: string[]
}

/**
 * Takes a merge that a person has made back: both incidents are as they were, and what has come since stays with the one that
 * remained. Gives the slug of the one that was merged, and which of them stay for fewer people and why. Throws `not_found`, and `conflict` when it cannot be taken back any more.
 */
export async function undoMergeOfIncidents(viewer: Viewer, merge: string): Promise<UndoneMerging> {
  assertCan(viewer, 'write')
  const id = BigInt(
    z
      .string()
      .regex(/^\d{1,18}$/)
      .parse(merge),
  )
  return inSavingTransaction(async (tx) => {
    const change = await tx.importChange.findFirst({ where: { id, importId: null } })
    if (!change || !(await isVisible(viewer, change.refId, tx))) {
      throw new AppError('not_found', 'This merge has been undone already.')
    }
    const before = BEFORE_SCHEMAS['incidents-merged'].parse(change.before)
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    const { reason, kept } = await undoMerge(saving, { id, refId: change.refId, before })
    if (reason !== null) throw new AppError('conflict', `The merge cannot be taken back: ${reason}.`)
    await saving.rows.flush(tx)
    await tx.importChange.delete({ where: { id } })
    const { slug } = await tx.incident.findUniqueOrThrow({ where: { id: before.from.id }, select: { slug: true } })
    const told = await tellKept(tx, kept)
    const hints = told.map(
      ({ title, visibility }) =>
        sentence`“${title}” stays ${visibility}, because it was changed while the two were one; share it again if that is right.`,
    )
    return { slug, hints }
  })
}
