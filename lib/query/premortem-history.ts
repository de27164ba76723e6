import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { type KeptPremortem, PremortemSchema, type PremortemRow } from '@/lib/schema/premortem'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

const SHOWN = 20

/** The plans that were asked about last, newest first. */
export async function listPremortems(viewer: Viewer): Promise<PremortemRow[]> {
  assertCan(viewer, 'read')
  const rows = await database.premortem.findMany({
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: SHOWN,
    select: { id: true, at: true, byName: true, title: true, answer: true, ticked: true },
  })
  return rows.map(({ id, at, byName, title, answer, ticked }) => {
    const { patterns, checklist } = PremortemSchema.parse(answer)
    return {
      id,
      at: isoInstant(at),
      byName,
      title,
      patterns: patterns.map(({ slug, title: name }) => ({ slug, title: name })),
      questions: checklist.length,
      ticked: ticked.length,
    }
  })
}

/** A kept plan with its answer as it was then, or null. */
export async function findPremortem(viewer: Viewer, id: string): Promise<KeptPremortem | null> {
  assertCan(viewer, 'read')
  const row = await database.premortem.findUnique({ where: { id } })
  if (!row) return null
  return { ...row, at: isoInstant(row.at), answer: PremortemSchema.parse(row.answer) }
}
