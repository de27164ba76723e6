import { z } from 'zod'
import { hiddenAmong, isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { planSync, type SyncPlan, type Terms } from '@/lib/domain/tracker-sync'
import { LocalisedTextSchema } from '@/lib/schema/text'
import {
  BaseSchema,
  OwnFieldsSchema,
  RemoteFieldsSchema,
  TrackerKindSchema,
  TrackerPanelViewSchema,
  TrackerPersonViewSchema,
  TrackerProjectViewSchema,
  TrackerStatesSchema,
  TrackerTaskViewSchema,
  type OwnFields,
  type RemoteFields,
  type TrackerField,
  type TrackerFieldView,
  type TrackerKind,
  type TrackerPanelView,
  type TrackerPersonView,
  type TrackerProjectView,
  type TrackerTaskView,
} from '@/lib/schema/tracker'
import { TRACKER_FIELDS } from '@/lib/schema/tracker-choices'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'
import { listTerms } from './tracker-calls'

/** Calls of one list: those that have failed and those that wait. */
const LISTED = 100

/** The projects that action items may go to, the default one first. Throws `forbidden` for all but administrators. */
export async function listTrackerProjects(viewer: Viewer): Promise<TrackerProjectView[]> {
  assertCan(viewer, 'admin')
  const rows = await database.trackerProject.findMany({
    include: { _count: { select: { issues: true } } },
    orderBy: [{ isDefault: 'desc' }, { kind: 'asc' }, { key: 'asc' }],
  })
  return rows.map(({ pausedTo, polledTo, _count, ...row }) =>
    TrackerProjectViewSchema.parse({
      ...row,
      pausedTo: isoInstant(pausedTo),
      polledTo: isoInstant(polledTo),
      issues: _count.issues,
    }),
  )
}

/** Who somebody of a tracker is here, by tracker and name. Throws `forbidden` for all but administrators. */
export async function listTrackerPeople(viewer: Viewer): Promise<TrackerPersonView[]> {
  assertCan(viewer, 'admin')
  const rows = await database.trackerPerson.findMany({
    orderBy: [{ kind: 'asc' }, { shownName: 'asc' }, { accountId: 'asc' }],
  })
  return rows.map((row) => TrackerPersonViewSchema.parse(row))
}

/**
 * The calls of trackers that have failed or wait, failed ones first, the newest of each first; a failed one that a later call has made good is not
 * among them. Throws `forbidden` for all but administrators.
 */
export async function listTrackerTasks(
  viewer: Viewer,
): Promise<{ tasks: TrackerTaskView[]; waiting: number; failed: number }> {
  assertCan(viewer, 'admin')
  const [rows, counts] = await Promise.all([
    database.trackerTask.findMany({
      where: { state: { in: ['failed', 'due', 'calling'] } },
      include: { project: { select: { kind: true, key: true } }, actionItem: { select: { id: true, title: true } } },
      orderBy: [{ state: 'desc' }, { createdAt: 'desc' }, { id: 'asc' }],
      take: LISTED,
    }),
    database.trackerTask.groupBy({ by: ['state'], _count: true, where: { state: { not: 'done' } } }),
  ])
  const hidden = await hiddenAmong(
    viewer,
    rows.map(({ actionItemId }) => actionItemId),
  )
  const tasks = rows
    .toSorted((a, b) => Number(b.state === 'failed') - Number(a.state === 'failed'))
    .map(({ createdAt, dueAt, actionItem, ...row }) =>
      TrackerTaskViewSchema.parse({
        ...row,
        createdAt: isoInstant(createdAt),
        dueAt: isoInstant(dueAt),
        item: hidden.has(actionItem.id) ? null : { id: actionItem.id, title: titleOf(actionItem.title) },
      }),
    )
  const countOf = (...states: string[]) =>
    counts.filter(({ state }) => states.includes(state)).reduce((sum, { _count }) => sum + _count, 0)
  return { tasks, waiting: countOf('due', 'calling'), failed: countOf('failed') }
}

function titleOf(json: unknown): string {
  const title = LocalisedTextSchema.parse(json)
  return title['en'] ?? Object.values(title)[0] ?? 'Untitled action item'
}

/**
 * What an item's page says of trackers: where it can go, the issue that it is linked with, field by field beside it, and what waits or has failed. null
 * when there is no such item for the viewer. `connected` are the trackers that there is a token for.
 */
export async function findTrackerPanel(
  viewer: Viewer,
  itemId: string,
  connected: readonly TrackerKind[],
): Promise<TrackerPanelView | null> {
  if (!z.uuid().safeParse(itemId).success || !(await isVisible(viewer, itemId))) return null
  const [item, projects, restricted] = await Promise.all([
    database.actionItem.findUnique({
      where: { id: itemId },
      include: {
        trackerIssue: { include: { project: true } },
        trackerTasks: {
          where: { state: { in: ['due', 'calling', 'failed'] } },
          include: { project: { select: { kind: true, key: true } } },
          orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
        },
      },
    }),
    database.trackerProject.findMany({ orderBy: [{ isDefault: 'desc' }, { kind: 'asc' }, { key: 'asc' }] }),
    database.guard.count({ where: { targetId: itemId } }),
  ])
  if (!item) return null
  const creating = item.trackerTasks.find(({ kind }) => kind === 'create')
  return TrackerPanelViewSchema.parse({
    projects: projects.map(({ id, kind, key, isDefault }) => ({
      id,
      kind,
      key,
      isDefault,
      connected: connected.some((one) => one === kind),
    })),
    restricted: restricted > 0,
    issue: item.trackerIssue ? await viewIssue(item, item.trackerIssue, restricted > 0) : null,
    creating:
      creating && !item.trackerIssue
        ? {
            ...creating,
            task: creating.id,
            ...creating.project,
            project: creating.project.key,
            dueAt: isoInstant(creating.dueAt),
          }
        : null,
  })
}

type Item = {
  status: string | null
  owner: string | null
  due: Date | null
  trackerTasks: { id: string; state: string; attempts: number; error: string | null }[]
}
type Issue = {
  id: string
  key: string
  url: string
  base: unknown
  remote: unknown
  error: string | null
  syncedAt: Date | null
  mayTell: boolean
  project: { kind: string; key: string; states: unknown }
}

async function viewIssue(item: Item, issue: Issue, restricted: boolean) {
  const { status, owner, due, trackerTasks: tasks } = item
  const kind = TrackerKindSchema.parse(issue.project.kind)
  const terms = {
    states: TrackerStatesSchema.parse(issue.project.states),
    ownerOf: await listTerms(kind),
    canHoldDue: kind !== 'github',
  }
  const own = OwnFieldsSchema.parse({ status, owner, due: isoDate(due) })
  const remote = RemoteFieldsSchema.parse(issue.remote)
  const plan = planSync(BaseSchema.parse(issue.base), own, remote, terms)
  const failed = tasks.find(({ state }) => state === 'failed')
  const isBusy = tasks.some(({ state, attempts }) => state === 'calling' || (state === 'due' && attempts > 0))
  const { send, take, conflict } = plan
  const silent = restricted && !issue.mayTell && Object.keys(send).length > 0
  const toDo = Object.keys(send).length + Object.keys(take).length > 0
  const state =
    Object.keys(conflict).length > 0
      ? 'conflict'
      : silent
        ? 'withheld'
        : failed
          ? 'failed'
          : toDo || isBusy
            ? 'waiting'
            : 'in-step'
  return {
    id: issue.id,
    kind,
    project: issue.project.key,
    key: issue.key,
    url: issue.url,
    state,
    fields: TRACKER_FIELDS.filter((field) => field !== 'due' || terms.canHoldDue).map((field) =>
      viewField(field, own, remote, plan, terms),
    ),
    error: failed?.error ?? tasks.find(({ error }) => error !== null)?.error ?? issue.error,
    syncedAt: isoInstant(issue.syncedAt),
    failedTask: failed?.id ?? null,
  }
}

const WHY: Record<TrackerField, string> = {
  status: sentence`No state of the tracker stands for this status.`,
  owner: sentence`Nobody of the tracker is known by this name.`,
  due: sentence`The tracker has no due date.`,
}

function viewField(
  field: TrackerField,
  own: OwnFields,
  remote: RemoteFields,
  { send, take, conflict, untold }: SyncPlan,
  { states, ownerOf }: Terms,
): TrackerFieldView {
  const theirs = remote[field]
  const words =
    theirs === null
      ? null
      : field === 'status'
        ? (states.known.find(({ id }) => id === theirs)?.name ?? theirs)
        : field === 'owner'
          ? (ownerOf.get(theirs) ?? theirs)
          : theirs
  const isUntold = untold.includes(field)
  const state =
    field in conflict
      ? 'conflict'
      : isUntold
        ? 'untold'
        : field in send
          ? 'to-send'
          : field in take
            ? 'to-take'
            : 'same'
  return { field, ours: own[field], theirs: words, told: theirs, state, why: isUntold ? WHY[field] : null }
}
