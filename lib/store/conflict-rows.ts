import { randomUUID } from 'node:crypto'
import { splitListPath, valueAt } from '@/lib/domain/draft-fields'
import { saysSame, type DraftConflict, type MergedDrafts } from '@/lib/domain/merge-drafts'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { Saving } from './saving'

/** The document that a person has edited: an edition of an incident, or a skill. */
export type Edited = { postmortemId: string } | { skillId: string }

/** Paths that name a column of the incident or of an action item, not a field of the draft. */
export function isHandEdit(path: string): boolean {
  return path.startsWith('incident.') || path.startsWith('action-item.')
}

/**
 * Stores the conflicts of a document whose newer version has been merged, beside those of earlier versions that nobody has
 * decided and that this version has not settled. `theirs`: what the new version says.
 */
export async function writeConflicts(
  saving: Saving,
  edited: Edited,
  merged: MergedDrafts | null,
  theirs: DocumentDraft,
): Promise<void> {
  const conflicts = merged ? [...merged.conflicts, ...(await stillOpen(saving, edited, merged, theirs))] : []
  const { tx, rows } = saving
  const paths = conflicts.map(({ path }) => path)
  // One that has been decided before gives way to a new one of the same field.
  await tx.editConflict.deleteMany({ where: { ...edited, OR: [{ state: 'open' }, { path: { in: paths } }] } })
  rows.add('EditConflict', ...conflicts.map((conflict) => ({ id: randomUUID(), ...edited, ...conflict })))
}

/** Conflicts of earlier versions that nobody has decided and that this version has not settled, where their fields are now. */
async function stillOpen(
  { tx }: Saving,
  edited: Edited,
  { draft, conflicts, moves }: MergedDrafts,
  theirs: DocumentDraft,
): Promise<DraftConflict[]> {
  const rows = await tx.editConflict.findMany({ where: { ...edited, state: 'open' }, orderBy: { createdAt: 'asc' } })
  return rows.flatMap(({ path, base, mine, theirs: said }): DraftConflict[] => {
    const moved = movedPath(path, moves)
    if (moved === null || conflicts.some((one) => one.path === moved)) return []
    // Of a single field the source may have come round to the correction; items are told by what they said then.
    const told = splitListPath(moved) || isHandEdit(moved) ? said : valueAt(theirs, moved)
    const stands = isHandEdit(moved) || splitListPath(moved) !== null || !saysSame(valueAt(draft, moved), told)
    return stands ? [{ path: moved, base, mine, theirs: told }] : []
  })
}

function movedPath(path: string, moves: MergedDrafts['moves']): string | null {
  const found = splitListPath(path)
  if (!found || found.place === 'removed') return path
  const place = moves[found.list]?.[Number(found.place)] ?? null
  return place === null ? null : [found.list, place, ...(found.rest ? [found.rest] : [])].join('.')
}
