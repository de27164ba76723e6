import { database } from '@/lib/database'
import { isVisible } from '@/lib/access'
import type { ToldItem } from '@/lib/domain/tracker-text'
import { LocalisedTextSchema } from '@/lib/schema/text'
import {
  BaseSchema,
  OwnFieldsSchema,
  RemoteFieldsSchema,
  TrackerKindSchema,
  TrackerStatesSchema,
  type Base,
  type OwnFields,
  type RemoteFields,
  type TrackerKind,
  type TrackerStates,
} from '@/lib/schema/tracker'
import type { Viewer } from '@/lib/schema/viewer'

/** An action item as a tracker is told of it, and the issue that it is linked with in the project; null for none. */
export type SyncedItem = {
  id: string
  version: number
  own: OwnFields
  texts: ToldItem
  ticket: string | null
  closedBy: string | null
  reason: string | null
  restricted: boolean
  place: { key: string; states: TrackerStates }
  issue: {
    id: string
    externalId: string
    key: string
    url: string
    base: Base
    remote: RemoteFields
    remoteAt: Date | null
    mayTell: boolean
    error: string | null
  } | null
}

const TextSchema = LocalisedTextSchema.nullable()

/** What a call about an item has to know; null when the item or the project is not there, or the viewer may not read it. */
export async function findSyncedItem(viewer: Viewer, id: string, projectId: string): Promise<SyncedItem | null> {
  const [item, project] = await Promise.all([
    database.actionItem.findUnique({ where: { id }, include: { trackerIssue: true } }),
    database.trackerProject.findUnique({ where: { id: projectId } }),
  ])
  if (!item || !project || !(await isVisible(viewer, id))) return null
  const restricted = (await database.guard.count({ where: { targetId: id } })) > 0
  const { status, owner, due, trackerIssue: issue } = item
  const texts = {
    title: LocalisedTextSchema.parse(item.title),
    description: TextSchema.parse(item.description),
    condition: TextSchema.parse(item.condition),
    scope: TextSchema.parse(item.scope),
    dependency: TextSchema.parse(item.dependency),
  }
  const { version, ticket, closedBy, reason } = item
  return {
    id,
    version,
    ticket,
    closedBy,
    reason,
    restricted,
    texts,
    own: OwnFieldsSchema.parse({ status, owner, due: due?.toISOString().slice(0, 10) ?? null }),
    place: { key: project.key, states: TrackerStatesSchema.parse(project.states) },
    issue:
      issue?.projectId === projectId
        ? { ...issue, base: BaseSchema.parse(issue.base), remote: RemoteFieldsSchema.parse(issue.remote) }
        : null,
  }
}

/** Owners by the ids of their accounts in a tracker, in the order of those ids. */
export async function listTerms(kind: TrackerKind): Promise<Map<string, string>> {
  const people = await database.trackerPerson.findMany({ where: { kind }, orderBy: { accountId: 'asc' } })
  return new Map(people.map(({ accountId, owner }) => [accountId, owner]))
}

export type PolledProject = {
  id: string
  kind: TrackerKind
  key: string
  states: TrackerStates
  polledTo: Date | null
  since: Date
}

/** Projects with linked issues whose tracker may be asked at `now`; `since` is when the first of them was linked. */
export async function listPolledProjects(now: Date): Promise<PolledProject[]> {
  const rows = await database.trackerProject.findMany({
    where: { issues: { some: {} }, OR: [{ pausedTo: null }, { pausedTo: { lte: now } }] },
    include: { issues: { orderBy: { createdAt: 'asc' }, take: 1, select: { createdAt: true } } },
    orderBy: [{ polledTo: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
  })
  return rows.map(({ id, kind, key, states, polledTo, createdAt, issues }) => ({
    id,
    key,
    polledTo,
    kind: TrackerKindSchema.parse(kind),
    states: TrackerStatesSchema.parse(states),
    since: issues[0]?.createdAt ?? createdAt,
  }))
}

/** The projects that action items go to, as a person names them: the default one first. */
export async function listTrackerPlaces(): Promise<
  { id: string; kind: TrackerKind; key: string; isDefault: boolean }[]
> {
  const rows = await database.trackerProject.findMany({
    select: { id: true, kind: true, key: true, isDefault: true },
    orderBy: [{ isDefault: 'desc' }, { kind: 'asc' }, { key: 'asc' }],
  })
  return rows.map((row) => ({ ...row, kind: TrackerKindSchema.parse(row.kind) }))
}

/** A project as its tracker is asked about it; null when it is not there. */
export async function findTrackerPlace(
  id: string,
): Promise<{ kind: TrackerKind; key: string; states: TrackerStates } | null> {
  const found = await database.trackerProject.findUnique({ where: { id } })
  if (!found) return null
  const { kind, key, states } = found
  return { kind: TrackerKindSchema.parse(kind), key, states: TrackerStatesSchema.parse(states) }
}
