import { z } from 'zod'
import { Prisma, type ActionItem } from '@/generated/prisma/client'
import { onlyVisible, visible } from '@/lib/access'
import { database } from '@/lib/database'
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
import { groupBy } from './sql'

const PARENT = { slug: true, title: true } as const
const RELATED = { id: true, title: true, status: true } as const
/** How many of those that wait for an item are told. */
const MAX_DEPENDENTS = 20
/** What an item waits for. What waits for it is read with its view: only so many are told, and those that are hidden must take no place. */
export const ACTION_ITEM_LINKS = {
  dependsOn: { select: RELATED },
} satisfies Prisma.ActionItemInclude
export const ACTION_ITEM_INCLUDE = {
  incident: { select: PARENT },
  skill: { select: PARENT },
  ...ACTION_ITEM_LINKS,
} satisfies Prisma.ActionItemInclude
type Link = { id: string; title: unknown; status: string | null }
type ParentRow = { slug: string; title: string }
/** What a view is made of: a row with what it belongs to and the item that it waits for, also one that the viewer may not read. */
export type ActionItemRow = Pick<
  ActionItem,
  | 'id'
  | 'incidentId'
  | 'skillId'
  | 'status'
  | 'owner'
  | 'due'
  | 'kind'
  | 'since'
  | 'openedAt'
  | 'closedAt'
  | 'closedBy'
  | 'ticket'
  | 'priority'
  | 'reason'
  | 'version'
> &
  Record<'title' | 'condition' | 'description' | 'scope' | 'dependency' | 'origins', unknown> & {
    incident: ParentRow | null
    skill: ParentRow | null
    dependsOn: Link | null
  }

const RowsSchema = z.custom<(ActionItemRow & { slug: string; name: string })[]>((rows) => Array.isArray(rows))
const LINK = Prisma.sql`jsonb_build_object('id', l."id", 'title', l."title", 'status', l."status")`

/** The rows of action items that the viewer may read, in the order of `ids`: one statement for what they belong to and wait for as well. */
export async function readActionItemRows(viewer: Viewer, ids: readonly string[]): Promise<ActionItemRow[]> {
  if (ids.length === 0) return []
  const rows = await database.$queryRaw`
    SELECT a."id", a."incidentId", a."skillId", a."title", a."status", a."owner", a."due", a."kind", a."condition", a."since", a."openedAt",
      a."closedAt", a."closedBy", a."ticket", a."description", a."priority", a."scope", a."dependency", a."reason", a."origins", a."version",
      coalesce(i."slug", s."slug") AS "slug", coalesce(i."title", s."title") AS "name",
      (SELECT ${LINK} FROM "ActionItem" l WHERE l."id" = a."dependsOnId") AS "dependsOn"
    FROM unnest(${ids}::text[]) WITH ORDINALITY AS asked("id", "place") JOIN "ActionItem" a ON a."id" = asked."id"
    LEFT JOIN "Incident" i ON i."id" = a."incidentId" LEFT JOIN "Skill" s ON s."id" = a."skillId"
    WHERE ${visible(viewer, Prisma.sql`a."id"`)} ORDER BY asked."place"`
  return RowsSchema.parse(rows).map(({ slug, name, ...row }) => {
    const parent = { slug, title: name }
    return { ...row, incident: row.incidentId === null ? null : parent, skill: row.incidentId === null ? parent : null }
  })
}

const StatusSchema = ActionItemStatusSchema.nullable()
const OriginsSchema = OriginSchema.array()
const TextsSchema = LocalisedTextSchema.nullable()

type Occurrences = { patterns: string[]; controls: string[]; list: Occurrence[] }

function viewRelated({ id, title, status }: Link): RelatedItem {
  return { id, title: LocalisedTextSchema.parse(title), status: StatusSchema.parse(status) }
}

const DependentsSchema = z.array(
  z.object({ of: z.string(), id: z.string(), title: z.unknown(), status: z.string().nullable() }),
)

/** What waits for these items, by their ids: of each the first that the viewer may read. */
async function readDependents(viewer: Viewer, ids: readonly string[]): Promise<Map<string, Link[]>> {
  if (ids.length === 0) return new Map()
  const rows = await database.$queryRaw`
    SELECT asked."id" AS "of", l."id", l."title", l."status" FROM unnest(${ids}::text[]) AS asked("id")
    CROSS JOIN LATERAL (SELECT w."id", w."title", w."status" FROM "ActionItem" w
      WHERE w."dependsOnId" = asked."id" AND ${visible(viewer, Prisma.sql`w."id"`)} ORDER BY w."id" LIMIT ${MAX_DEPENDENTS}) l
    ORDER BY l."id"`
  return groupBy(DependentsSchema.parse(rows), (row) => row.of)
}

type Links = { dependsOn: Link | null; dependents: readonly Link[] }

function viewActionItem(row: ActionItemRow, occurrences: Occurrences, links: Links, now: Date) {
  const status = StatusSchema.parse(row.status)
  const dependsOn = links.dependsOn && viewRelated(links.dependsOn)
  const parent = row.incident ?? row.skill
  // As its source says, else since the incident that it follows: kept by the database.
  const opened = row.openedAt
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
    dependents: links.dependents.map(viewRelated),
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

/** Action items, which the viewer may read, as views with their recurrence debt, as far as the viewer may know of it: four queries for all. */
export async function viewActionItems(viewer: Viewer, rows: ActionItemRow[], now: Date): Promise<ActionItemView[]> {
  const unfinished = rows.filter((row) => !isFinished(StatusSchema.parse(row.status)) && row.openedAt !== null)
  const [occurrencesOf, dependents, waitedFor] = await Promise.all([
    readOccurrences(
      viewer,
      unfinished.map((row) => ({ ...row, openedOn: row.openedAt })),
    ),
    readDependents(viewer, [...new Set(rows.map(({ id }) => id))]),
    onlyVisible(
      viewer,
      rows.flatMap(({ dependsOn }) => dependsOn ?? []),
      ({ id }) => id,
    ),
  ])
  const readable = new Set(waitedFor.map(({ id }) => id))
  return rows.map((row) => {
    const dependsOn = row.dependsOn && readable.has(row.dependsOn.id) ? row.dependsOn : null
    return viewActionItem(row, occurrencesOf(row), { dependsOn, dependents: dependents.get(row.id) ?? [] }, now)
  })
}
