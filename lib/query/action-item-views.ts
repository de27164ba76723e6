import type { Prisma } from '@/generated/prisma/client'
import { onlyVisible } from '@/lib/access'
import { findAgeDays, findEvidence, isFinished, isOverdue } from '@/lib/domain/action-items'
import { findRecurrenceDebt } from '@/lib/domain/recurrence-debt'
import {
  ActionItemKindSchema,
  ActionItemPrioritySchema,
  ActionItemStatusSchema,
  type ActionItemView,
  type RelatedItem,
} from '@/lib/schema/action-item'
import { LocalisedTextSchema, OriginSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'
import { readOccurrences, type Occurrence } from './occurrences'

const PARENT = { slug: true, title: true } as const
const RELATED = { id: true, title: true, status: true } as const
/** How many of those that wait for an item are told. */
const MAX_DEPENDENTS = 20
/** What an item waits for and what waits for it. */
export const ACTION_ITEM_LINKS = {
  dependsOn: { select: RELATED },
  dependents: { select: RELATED, orderBy: { id: 'asc' }, take: MAX_DEPENDENTS },
} satisfies Prisma.ActionItemInclude
export const ACTION_ITEM_INCLUDE = {
  incident: { select: { ...PARENT, startedAt: true, endedAt: true, onDate: true, reportedOn: true } },
  skill: { select: PARENT },
  ...ACTION_ITEM_LINKS,
} satisfies Prisma.ActionItemInclude
export type ActionItemRow = Prisma.ActionItemGetPayload<{ include: typeof ACTION_ITEM_INCLUDE }>

const StatusSchema = ActionItemStatusSchema.nullable()
const OriginsSchema = OriginSchema.array()
const TextsSchema = LocalisedTextSchema.nullable()

/** Since when an item is open: as its source says, else since the incident that it follows; null when neither is known. */
function openedOn(row: ActionItemRow): Date | null {
  const { incident } = row
  return row.sinceDate ?? incident?.endedAt ?? incident?.reportedOn ?? incident?.onDate ?? incident?.startedAt ?? null
}

type Occurrences = { patterns: string[]; controls: string[]; list: Occurrence[] }

type Related = ActionItemRow['dependents'][number]

function viewRelated({ id, title, status }: Related): RelatedItem {
  return { id, title: LocalisedTextSchema.parse(title), status: StatusSchema.parse(status) }
}

function viewActionItem(row: ActionItemRow, occurrences: Occurrences, readable: ReadonlySet<string>, now: Date) {
  const status = StatusSchema.parse(row.status)
  const dependsOn = row.dependsOn && readable.has(row.dependsOn.id) ? viewRelated(row.dependsOn) : null
  const parent = row.incident ?? row.skill
  const opened = openedOn(row)
  const elsewhere = occurrences.list.filter((one) => one.slug !== row.incident?.slug)
  const item = { since: row.since, openedOn: opened, closedAt: row.closedAt, status }
  const debt = isFinished(status) ? null : findRecurrenceDebt(item, occurrences.patterns, elsewhere, now)
  return {
    id: row.id,
    title: LocalisedTextSchema.parse(row.title),
    status,
    owner: row.owner,
    due: isoDate(row.due),
    kind: ActionItemKindSchema.nullable().parse(row.kind),
    condition: TextsSchema.parse(row.condition),
    since: row.since,
    closedBy: row.closedBy,
    ticket: row.ticket,
    description: TextsSchema.parse(row.description),
    priority: ActionItemPrioritySchema.nullable().parse(row.priority),
    scope: TextsSchema.parse(row.scope),
    dependency: TextsSchema.parse(row.dependency),
    dependsOn,
    dependents: row.dependents.filter(({ id }) => readable.has(id)).map(viewRelated),
    waits: !isFinished(status) && dependsOn !== null && !isFinished(dependsOn.status),
    reason: status === 'wont-do' ? row.reason : null,
    evidence: findEvidence({ status, closedBy: row.closedBy }),
    closedAt: row.closedAt && isoInstant(row.closedAt),
    overdue: isOverdue({ status, due: row.due }, now),
    ageDays: findAgeDays({ status, openedOn: opened }, now),
    from: { kind: row.incident ? 'incident' : 'skill', slug: parent?.slug ?? '', title: parent?.title ?? '' },
    debt: debt && { ...debt, controls: occurrences.controls },
    origins: OriginsSchema.parse(row.origins),
    version: row.version,
  } satisfies ActionItemView
}

/** Action items, which the viewer may read, as views with their recurrence debt, as far as the viewer may know of it: three queries for all. */
export async function viewActionItems(viewer: Viewer, rows: ActionItemRow[], now: Date): Promise<ActionItemView[]> {
  const unfinished = rows.filter((row) => !isFinished(StatusSchema.parse(row.status)) && openedOn(row) !== null)
  const occurrencesOf = await readOccurrences(
    viewer,
    unfinished.map((row) => ({ ...row, openedOn: openedOn(row) })),
  )
  const related = rows.flatMap(({ dependsOn, dependents }) => [...(dependsOn ? [dependsOn] : []), ...dependents])
  const readable = new Set((await onlyVisible(viewer, related, ({ id }) => id)).map(({ id }) => id))
  return rows.map((row) => viewActionItem(row, occurrencesOf(row), readable, now))
}
