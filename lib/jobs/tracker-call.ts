// One call of a tracker: an issue is made, or an action item and its issue are brought into step.
import { env } from '@/lib/env'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { baseOfCreated, planSync, type SyncPlan, type Terms } from '@/lib/domain/tracker-sync'
import { issueTextOf, oneLine } from '@/lib/domain/tracker-text'
import { maskSecrets } from '@/lib/import/secrets'
import { TrackerFault } from '@/lib/integrations/tracker/fault'
import type { RemoteIssue, Tracker, TrackerPlace } from '@/lib/integrations/tracker/tracker'
import { findSyncedItem, listTerms, type SyncedItem } from '@/lib/query/tracker-calls'
import type { ActionItemPatch } from '@/lib/schema/action-item'
import type { OwnFields, RemoteFields } from '@/lib/schema/tracker'
import { TRACKER_FIELDS } from '@/lib/schema/tracker-choices'
import type { Viewer } from '@/lib/schema/viewer'
import { updateActionItem } from '@/lib/store/action-items'
import { recordSync, saveCreated } from '@/lib/store/tracker-issues'
import { learnAccounts } from '@/lib/store/tracker-projects'
import type { ClaimedTask } from '@/lib/store/tracker-tasks'

/** How often an item is looked at again that somebody changes while it is brought into step. */
const ROUNDS = 5
/** Longest address that is kept of an issue. */
const LONGEST_ADDRESS = 500
/** How long before a call was queued an issue of it cannot have been made; the clocks of two machines differ. In milliseconds. */
const CLOCKS_DIFFER = 300_000

export type CallContext = { tracker: Tracker; viewer: Viewer; now: () => Date }

const RESTRICTED = sentence`Its incident is restricted: nothing is told until somebody says that readers of the tracker may know.`

/**
 * What a tracker shows of itself is a stranger's text. Throws a `TrackerFault` for an address that no browser is sent to, and for another issue than the
 * one that was asked for, if it was by its id.
 */
export function safeRemote(issue: RemoteIssue, wanted = issue.externalId): RemoteIssue {
  if (issue.externalId !== wanted) {
    const words = sentence`The tracker answered with another issue than the one that it was asked for.`
    throw new TrackerFault({ kind: 'refused' }, words)
  }
  const url = URL.parse(issue.url)
  if (!url || !/^https?:$/.test(url.protocol) || url.href.length > LONGEST_ADDRESS) {
    throw new TrackerFault({ kind: 'refused' }, sentence`The tracker gave an address of the issue that cannot be used.`)
  }
  const ownerName = issue.ownerName === null ? null : maskSecrets(oneLine(issue.ownerName, 120)).text
  return { ...issue, url: url.href, key: oneLine(issue.key, 80), ownerName }
}

async function termsWith(tracker: Tracker, place: TrackerPlace, remote: RemoteIssue | null): Promise<Terms> {
  const owner = remote?.fields.owner ?? null
  if (remote && owner !== null) await learnAccounts(tracker.kind, [{ id: owner, name: remote.ownerName ?? owner }])
  return { states: place.states, ownerOf: await listTerms(tracker.kind), canHoldDue: tracker.canHoldDue }
}

/** Makes an issue from an item, once: when it may have been made before, it is looked for first. */
async function createIssue(task: ClaimedTask, item: SyncedItem, { tracker, viewer }: CallContext): Promise<void> {
  if (item.issue) return
  if (item.restricted && !task.mayTell) throw new TrackerFault({ kind: 'refused' }, RESTRICTED)
  const { place, own } = item
  const since = new Date(task.createdAt.getTime() - CLOCKS_DIFFER)
  const found = task.attempts > 1 ? await tracker.findCreated(place, task.id, since) : null
  const told = await termsWith(tracker, place, null)
  const fields = planSync({ status: null, owner: null, due: null }, own, { status: '', owner: null, due: null }, told)
  const text = issueTextOf(item.texts, `${env().baseUrl}/action-items/${item.id}`)
  const made = found ?? (await tracker.create(place, { marker: task.id, text, fields: wantedOf(fields, own, told) }))
  const issue = safeRemote(made)
  const terms = await termsWith(tracker, place, issue)
  const base = baseOfCreated(own, issue.fields, terms)
  await saveCreated(viewer, {
    itemId: item.id,
    projectId: task.projectId,
    issue: toldOf(issue),
    base,
    mayTell: task.mayTell,
  })
  if (item.ticket === null) await updateActionItem(viewer, item.id, { ticket: issue.url })
}

/** What a new issue is told at once of the item's fields. */
function wantedOf(plan: SyncPlan, own: OwnFields, { states }: Terms): Partial<RemoteFields> {
  const { owner, due } = plan.send
  const status = own.status === null ? null : states.of[own.status]
  return { ...(status && { status }), ...(owner && { owner }), ...(due && { due }) }
}

const toldOf = ({ externalId, key, url, fields, updatedAt }: RemoteIssue) => ({
  externalId,
  key,
  url,
  fields,
  updatedAt,
})

type Linked = SyncedItem & { issue: NonNullable<SyncedItem['issue']> }

/** What the plan takes, as a change of the item: an end that the tracker knows has its evidence or its reason there. */
function patchOf(take: SyncPlan['take'], item: Linked): ActionItemPatch {
  const { status, ...others } = take
  if (status === undefined) return others
  const state = item.place.states.known.find(({ id }) => id === item.issue.remote.status)?.name
  return {
    ...others,
    status,
    ...(status === 'done' && item.closedBy === null && { closedBy: item.issue.url }),
    ...(status === 'wont-do' &&
      item.reason === null && { reason: oneLine(`${item.issue.key} is “${state ?? 'closed'}”`, 300) }),
  }
}

/** Fields that were sent and are not what the tracker says now: it has passed over them. */
function passedOver(send: SyncPlan['send'], after: RemoteFields) {
  return TRACKER_FIELDS.filter((field) => send[field] !== undefined && send[field] !== after[field])
}

function sayRefused([first = '', second, third]: readonly string[]): string {
  if (second === undefined) return sentence`The tracker did not take the ${first}: it may not be allowed there.`
  if (third === undefined) {
    return sentence`The tracker did not take the ${first} and the ${second}: it may not be allowed there.`
  }
  return sentence`The tracker did not take the ${first} and the ${second} and the ${third}: it may not be allowed there.`
}

async function sendTo(
  { tracker }: CallContext,
  { place, issue }: Linked,
  remote: RemoteIssue,
  plan: SyncPlan,
): Promise<{ after: RemoteIssue; base: SyncPlan['base']; error: string | null }> {
  if (Object.keys(plan.send).length === 0) return { after: remote, base: plan.base, error: null }
  const after = safeRemote(await tracker.change(place, remote, plan.send), remote.externalId)
  const refused = passedOver(plan.send, after.fields)
  const base = { ...plan.base }
  for (const field of refused) base[field] = { ours: issue.base[field]?.ours ?? null, theirs: after.fields[field] }
  const error = refused.length === 0 ? null : sayRefused(refused)
  return { after, base, error }
}

/** One look at both sides. Gives false when somebody has changed something meanwhile. */
async function syncOnce(task: ClaimedTask, item: Linked, context: CallContext): Promise<boolean> {
  const { tracker, now } = context
  const { own, issue, place } = item
  const silent = item.restricted && !issue.mayTell
  const stored = planSync(issue.base, own, issue.remote, await termsWith(tracker, place, null))
  const isQuiet = Object.keys(stored.send).length === 0 && Object.keys(stored.take).length === 0
  if (task.kind === 'push' && (isQuiet || silent)) {
    const withheld = silent && Object.keys(stored.send).length > 0
    const error = withheld ? RESTRICTED : issue.error
    const base = withheld ? issue.base : stored.base
    return recordSync(issue, { base, conflict: stored.conflict, error, syncedAt: now(), issue: null })
  }
  const read = await tracker.read(place, { externalId: issue.externalId })
  if (!read)
    throw new TrackerFault(
      { kind: 'gone' },
      sentence`${issue.key} is not there any more. Unlink it, or link another one.`,
    )
  const remote = safeRemote(read, issue.externalId)
  if (issue.remoteAt && remote.updatedAt < issue.remoteAt) {
    throw new TrackerFault({ kind: 'away' }, sentence`The tracker answered with what it said before.`)
  }
  const terms = await termsWith(tracker, place, remote)
  const plan = planSync(issue.base, own, remote.fields, terms)
  if (!(await takeInto(plan, { ...item, issue: { ...issue, ...toldOf(remote), remote: remote.fields } }, context)))
    return false
  const mayFollow = !silent || Object.keys(plan.send).length === 0
  const sent = mayFollow
    ? await sendTo(context, item, remote, plan)
    : { after: remote, base: { ...plan.base, ...unsent(plan, issue.base) }, error: RESTRICTED }
  const { base, error } = sent
  return recordSync(issue, { base, error, conflict: plan.conflict, syncedAt: now(), issue: toldOf(sent.after) })
}

const unsent = (plan: SyncPlan, before: SyncPlan['base']) =>
  Object.fromEntries(
    TRACKER_FIELDS.filter((field) => plan.send[field] !== undefined).map((field) => [field, before[field]]),
  )

/** False when the item is not what it was any more. */
async function takeInto(plan: SyncPlan, item: Linked, { viewer }: CallContext): Promise<boolean> {
  if (Object.keys(plan.take).length === 0) return true
  try {
    await updateActionItem(viewer, item.id, patchOf(plan.take, item), item.version)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'stale') return false
    throw error
  }
}

/** Makes a claimed call. Throws a `TrackerFault`. What is not there any more needs no call. */
export async function makeCall(task: ClaimedTask, context: CallContext): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const item = await findSyncedItem(context.viewer, task.actionItemId, task.projectId)
    if (!item) return
    if (task.kind === 'create') return createIssue(task, item, context)
    const { issue } = item
    if (!issue || (await syncOnce(task, { ...item, issue }, context))) return
  }
  throw new TrackerFault({ kind: 'away' }, sentence`It was changed here again and again meanwhile.`)
}
