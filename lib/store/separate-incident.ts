import { z } from 'zod'
import { OriginSchema } from '@/lib/schema/text'
import { moveSlugs } from './incident-slugs'
import { readEditions } from './incident-editions'
import { moveRemarks, type Remarks } from './merged-remarks'
import type { Saving } from './saving'
import { orderPairs } from './suggestions'
import { rebuildIncident, type WrittenIncident } from './write-incident'

type Belongings = {
  /** Ids of the editions that go to the other incident. */
  editions: readonly string[]
  slugs: readonly string[]
  /** Ids of action items that go whatever editions tell of them; others go when only those editions do. */
  actionItems?: readonly string[]
  remarks: Remarks
}

const OriginsSchema = z.array(OriginSchema)

/**
 * Moves editions from one incident to another that has none yet, with all that only they tell of: timeline entries, causes
 * and action items keep their ids, history and hand edits. Both incidents have to be written anew afterwards.
 */
export async function moveBelongings(saving: Saving, from: string, to: string, belongings: Belongings): Promise<void> {
  const { tx } = saving
  const { slugs, actionItems = [] } = belongings
  const of = { where: { incidentId: from, id: { in: [...belongings.editions] } } }
  const moved = await tx.postmortem.findMany({ ...of, select: { sourceId: true, lang: true } })
  await tx.postmortem.updateMany({ ...of, data: { incidentId: to } })
  const tellers = new Set(moved.map(({ sourceId, lang }) => `${sourceId} ${lang}`))
  const onlyTheirs = (rows: { id: string; origins: unknown }[]) =>
    rows
      .filter(({ origins }) => {
        const told = OriginsSchema.parse(origins)
        return told.length > 0 && told.every(({ sourceId, lang }) => tellers.has(`${sourceId} ${lang}`))
      })
      .map(({ id }) => id)
  const select = { id: true, origins: true }
  const where = { incidentId: from }
  const data = { incidentId: to }
  const entries = onlyTheirs(await tx.timelineEntry.findMany({ where, select }))
  await tx.timelineEntry.updateMany({ where: { id: { in: entries } }, data })
  const causes = onlyTheirs(await tx.cause.findMany({ where, select }))
  await tx.cause.updateMany({ where: { id: { in: causes } }, data })
  const items = [...onlyTheirs(await tx.actionItem.findMany({ where, select })), ...actionItems]
  await tx.actionItem.updateMany({ where: { ...where, id: { in: items } }, data })
  await moveRemarks(tx, from, to, belongings.remarks)
  await moveSlugs(saving, from, to, slugs)
}

/** Writes an incident anew from what is stored of it, after something of it has come or gone. */
export async function rewriteIncident(saving: Saving, id: string): Promise<WrittenIncident> {
  await saving.rows.flush(saving.tx)
  const editions = await readEditions(saving.tx, { incidentId: { in: [id] } })
  const written = await rebuildIncident(saving, editions, id)
  await orderPairs(saving, id)
  return written
}
