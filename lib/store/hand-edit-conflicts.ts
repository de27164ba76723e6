import { randomUUID } from 'node:crypto'
import type { MergedActionItem } from '@/lib/domain/merge-action-items'
import { mergeEditions, type MergedIncident } from '@/lib/domain/merge-editions'
import { saysSame, type DraftConflict } from '@/lib/domain/merge-drafts'
import { LocalisedTextSchema } from '@/lib/schema/text'
import type { ItemOwner } from './action-item-rows'
import type { StoredEdition } from './incident-editions'
import { reconcile } from './reconcile'
import type { Saving } from './saving'

/** Columns that a person can edit and a source gives, as the merged incident and its action items name them. */
const OF_INCIDENT = ['title', 'severity', 'status', 'tags'] as const
const OF_ITEM = ['status', 'owner', 'due', 'kind', 'priority', 'closedBy', 'ticket'] as const

/** What the editions said before a newer version of one of them came; null when nothing of the incident is edited by hand. */
export async function readSaidBefore({ tx }: Saving, incidentId: string, editions: () => Promise<StoredEdition[]>) {
  const { editedFields } = await tx.incident.findUniqueOrThrow({
    where: { id: incidentId },
    select: { editedFields: true },
  })
  const items = await tx.actionItem.count({ where: { incidentId, editedFields: { isEmpty: false } } })
  return editedFields.length > 0 || items > 0 ? mergeEditions(await editions()) : null
}

/**
 * Finds the hand edits of an incident and its action items whose field the sources tell differently since `before`: the edit
 * stands, and the conflict waits for a person. Runs before the incident is written anew, on behalf of the edition that came.
 */
export async function addHandEditConflicts(
  saving: Saving,
  postmortemId: string,
  incidentId: string,
  before: MergedIncident,
  editions: readonly StoredEdition[],
): Promise<void> {
  const now = mergeEditions(editions)
  const found = [
    ...(await ofIncident(saving, incidentId, before, now)),
    ...(await ofActionItems(saving, { incidentId }, before.actionItems, now.actionItems)),
  ]
  const paths = found.map(({ path }) => path)
  const where = { path: { in: paths }, postmortem: { incidentId } }
  await saving.tx.editConflict.deleteMany({ where })
  saving.rows.add('EditConflict', ...found.map((conflict) => ({ id: randomUUID(), postmortemId, ...conflict })))
}

async function ofIncident({ tx }: Saving, id: string, before: MergedIncident, now: MergedIncident) {
  const row = await tx.incident.findUniqueOrThrow({ where: { id } })
  const edited = OF_INCIDENT.filter((field) => row.editedFields.includes(field))
  return edited.flatMap((field) => conflictOf(`incident.${field}`, before[field], row[field], now[field]))
}

/** As `addHandEditConflicts`, for the action items that only a skill has; runs before they are written anew. */
export async function addSkillItemConflicts(
  saving: Saving,
  skillId: string,
  before: readonly MergedActionItem[],
  now: readonly MergedActionItem[],
): Promise<void> {
  const found = await ofActionItems(saving, { skillId }, before, now)
  await saving.tx.editConflict.deleteMany({ where: { skillId, path: { in: found.map(({ path }) => path) } } })
  saving.rows.add('EditConflict', ...found.map((conflict) => ({ id: randomUUID(), skillId, ...conflict })))
}

async function ofActionItems(
  { tx }: Saving,
  owner: ItemOwner,
  before: readonly MergedActionItem[],
  now: readonly MergedActionItem[],
) {
  const stored = await tx.actionItem.findMany({
    where: owner,
    orderBy: [{ position: 'asc' }, { key: 'asc' }],
  })
  const rows = stored.map((row) => ({ ...row, text: LocalisedTextSchema.parse(row.title) }))
  // As the rows will be continued when the incident is written anew.
  const continued = reconcile(
    rows,
    now.map(({ key, title }) => ({ key, text: title })),
  )
  return now.flatMap((item, index) => {
    const row = continued[index]
    const said = before.find(({ key }) => key === row?.key)
    if (!row || !said) return []
    const mine = { ...row, due: row.due?.toISOString().slice(0, 10) ?? null }
    const edited = OF_ITEM.filter((field) => row.editedFields.includes(field))
    return edited.flatMap((field) =>
      conflictOf(`action-item.${row.id}.${field}`, said[field], mine[field], item[field]),
    )
  })
}

function conflictOf(path: string, base: unknown, mine: unknown, theirs: unknown): DraftConflict[] {
  return saysSame(base, theirs) || saysSame(mine, theirs) ? [] : [{ path, base, mine, theirs }]
}
