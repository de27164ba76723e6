import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { absorbIncident } from './absorb-incident'
import { auditRow } from './audit'
import { readStoredCatalogue } from './catalogue-rows'
import { findIncidentForChange } from './find-incident'
import { readEditions } from './incident-editions'
import { newSaving } from './saving'
import { orderPairs } from './suggestions'
import { inSavingTransaction } from './transaction'
import { rebuildIncident } from './write-incident'

/**
 * Makes two incidents one: the editions, action items and decisions of `slug` move to `intoSlug`, which is written anew.
 * Every slug of both leads to it afterwards. Gives the slug it has then. Throws `not_found`, and `bad_input` for one incident.
 */
export async function mergeIncidents(viewer: Viewer, slug: string, intoSlug: string): Promise<{ slug: string }> {
  assertCan(viewer, 'write')
  return inSavingTransaction(async (tx) => {
    const from = await findIncidentForChange(tx, slug)
    const into = await findIncidentForChange(tx, intoSlug)
    if (from.id === into.id) throw new AppError('bad_input', 'These are two names of one incident already.')
    const saving = newSaving(tx, viewer, await readStoredCatalogue(tx))
    await absorbIncident(saving, from.id, into.id)
    const changes = { incident: { from: from.slug, to: into.slug } }
    saving.rows.add('AuditEntry', auditRow(viewer, 'incident.merged', { kind: 'incident', id: into.id }, changes))
    const editions = await readEditions(tx, { incidentId: { in: [into.id] } })
    const written = await rebuildIncident(saving, editions, into.id)
    await orderPairs(saving, into.id)
    return { slug: written.slug }
  })
}
