// Which issue of a tracker an action item is linked with, what both said when they last agreed, and what people decide about it.
import { z } from 'zod'
import { Prisma, type TrackerIssue } from '@/generated/prisma/client'
import { assertVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { decideField } from '@/lib/domain/tracker-sync'
import { ActionItemStatusSchema } from '@/lib/schema/action-item'
import {
  BaseSchema,
  NEVER_MET,
  RemoteFieldsSchema,
  TrackerConflictSchema,
  TrackerFieldSchema,
  type Base,
  type OwnFields,
  type RemoteFields,
  type SyncedIssue,
  type TrackerConflict,
  type TrackerField,
} from '@/lib/schema/tracker'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { addTask } from './tracker-tasks'
import { inTransaction, type Transaction } from './transaction'

const NO_ITEM = sentence`This action item does not exist (any more).`
const NO_LINK = sentence`This action item is not linked with an issue (any more).`
const TOLD = sentence`Its incident is restricted: whoever reads the tracker may then read this action item. Say that this is meant, and try again.`

/** An issue as the tracker has told of it. */
export type ToldIssue = { externalId: string; key: string; url: string; fields: RemoteFields; updatedAt: Date }

/** The fields of an item that are kept in step. */
export function ownFieldsOf(item: { status: string | null; owner: string | null; due: Date | null }): OwnFields {
  return {
    status: ActionItemStatusSchema.nullable().parse(item.status),
    owner: item.owner,
    due: item.due?.toISOString().slice(0, 10) ?? null,
  }
}

/** Whether a restricted incident guards the item: others than its readers may not learn of it. */
export async function isRestricted(tx: Pick<Transaction, 'guard'>, itemId: string): Promise<boolean> {
  return (await tx.guard.count({ where: { targetId: itemId } })) > 0
}

/** Locks the item, so that a change of it that is being made is seen by what follows. Throws `not_found`. */
async function lockItem(tx: Transaction, viewer: Viewer, itemId: string): Promise<void> {
  z.uuid().parse(itemId)
  const found = await tx.$executeRaw`SELECT 1 FROM "ActionItem" WHERE "id" = ${itemId} FOR UPDATE`
  if (found === 0) throw new AppError('not_found', NO_ITEM)
  await assertVisible(viewer, itemId, NO_ITEM, tx)
}

async function assertFree(tx: Transaction, itemId: string): Promise<void> {
  const linked = await tx.trackerIssue.findUnique({ where: { actionItemId: itemId } })
  if (linked)
    throw new AppError('conflict', `This action item is linked with ${linked.key} already. Unlink that first.`)
  const creating = { actionItemId: itemId, kind: 'create', state: { in: ['due', 'calling', 'failed'] } }
  if ((await tx.trackerTask.count({ where: creating })) > 0) {
    throw new AppError('conflict', 'An issue is being made for this action item already.')
  }
}

/**
 * Asks for an issue to be made from an item: the call is queued. `mayTell`: the person has been told that readers of the tracker may read
 * the item of a restricted incident. Throws `forbidden`, `not_found`, `conflict` for an item that has an issue or is getting one, and
 * `precondition_required` for a restricted one without `mayTell`.
 */
export async function requestIssue(
  viewer: Viewer,
  itemId: string,
  projectId: string,
  mayTell: boolean,
): Promise<{ task: string }> {
  assertCan(viewer, 'write')
  return inTransaction(async (tx) => {
    await lockItem(tx, viewer, itemId)
    const project = await tx.trackerProject.findUnique({ where: { id: projectId } })
    if (!project) throw new AppError('not_found', 'This project is not among those that action items go to (any more).')
    await assertFree(tx, itemId)
    if (!mayTell && (await isRestricted(tx, itemId))) throw new AppError('precondition_required', TOLD)
    const task = await addTask(tx, { projectId, actionItemId: itemId, kind: 'create', byName: viewer.name, mayTell })
    const changes = { project: { from: null, to: project.key } }
    await writeAudit(tx, viewer, 'tracker.requested', { kind: 'action-item', id: itemId }, changes)
    return { task }
  })
}

/** Takes back a request for an issue that has not been made. Throws `conflict` while the call is being made. */
export async function cancelRequest(viewer: Viewer, itemId: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    await lockItem(tx, viewer, itemId)
    const where = { actionItemId: itemId, kind: 'create', state: { in: ['due', 'failed'] } }
    const { count } = await tx.trackerTask.deleteMany({ where })
    if (count === 0) throw new AppError('conflict', 'The issue is being made at this moment, or has been made.')
    await writeAudit(tx, viewer, 'tracker.cancelled', { kind: 'action-item', id: itemId })
  })
}

type Link = { itemId: string; projectId: string; issue: ToldIssue; base: Base; mayTell: boolean; byName: string }

async function insertLink(tx: Transaction, { itemId, projectId, issue, base, mayTell, byName }: Link): Promise<void> {
  const { fields, updatedAt, ...named } = issue
  await tx.trackerIssue.create({
    data: { ...named, actionItemId: itemId, projectId, base, remote: fields, remoteAt: updatedAt, mayTell },
  })
  // What has changed here since the item was read is told, and what is to be taken is taken.
  await addTask(tx, { projectId, actionItemId: itemId, kind: 'push', byName })
}

/**
 * Links an item with an issue that is there already; where both say something else, it is a conflict. Throws as `requestIssue`, and `conflict`
 * for an issue that another item is linked with.
 */
export async function linkIssue(
  viewer: Viewer,
  itemId: string,
  projectId: string,
  issue: ToldIssue,
  mayTell: boolean,
): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    await lockItem(tx, viewer, itemId)
    await assertFree(tx, itemId)
    if (!mayTell && (await isRestricted(tx, itemId))) throw new AppError('precondition_required', TOLD)
    const other = await tx.trackerIssue.count({ where: { projectId, externalId: issue.externalId } })
    if (other > 0) throw new AppError('conflict', `${issue.key} is linked with another action item already.`)
    await insertLink(tx, { itemId, projectId, issue, base: NEVER_MET, mayTell, byName: viewer.name })
    const changes = { issue: { from: null, to: issue.url } }
    await writeAudit(tx, viewer, 'tracker.linked', { kind: 'action-item', id: itemId }, changes)
  })
}

/** Links an item with the issue that was made from it; one that has a link or is gone meanwhile stays as it is. */
export async function saveCreated(viewer: Viewer, link: Omit<Link, 'byName'>): Promise<void> {
  await inTransaction(async (tx) => {
    const found = await tx.$executeRaw`SELECT 1 FROM "ActionItem" WHERE "id" = ${link.itemId} FOR UPDATE`
    const linked = await tx.trackerIssue.count({ where: { actionItemId: link.itemId } })
    if (found === 0 || linked > 0) return
    await insertLink(tx, { ...link, byName: viewer.name })
    const changes = { issue: { from: null, to: link.issue.url } }
    await writeAudit(tx, viewer, 'tracker.created', { kind: 'action-item', id: link.itemId }, changes)
  })
}

/** Ends the link of an item; the issue stays as it is. Throws `forbidden`, `not_found`. */
export async function unlinkIssue(viewer: Viewer, itemId: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    await lockItem(tx, viewer, itemId)
    const linked = await tx.trackerIssue.findUnique({ where: { actionItemId: itemId } })
    if (!linked) throw new AppError('not_found', NO_LINK)
    await tx.trackerIssue.delete({ where: { id: linked.id } })
    await tx.trackerTask.deleteMany({ where: { actionItemId: itemId, state: { in: ['due', 'failed'] } } })
    const changes = { issue: { from: linked.url, to: null } }
    await writeAudit(tx, viewer, 'tracker.unlinked', { kind: 'action-item', id: itemId }, changes)
  })
}

async function findLink(tx: Transaction, itemId: string): Promise<TrackerIssue> {
  const linked = await tx.trackerIssue.findUnique({ where: { actionItemId: itemId } })
  if (!linked) throw new AppError('not_found', NO_LINK)
  return linked
}

/**
 * Decides a conflict: `ours` is told to the tracker, `theirs` is taken. `seen` is what the person saw on both sides: `stale` when that is not so any
 * more. Throws `forbidden`, `not_found`.
 */
export async function decideTrackerConflict(
  viewer: Viewer,
  itemId: string,
  decision: { field: TrackerField; choice: 'ours' | 'theirs'; seen: { ours: string | null; theirs: string | null } },
): Promise<void> {
  assertCan(viewer, 'write')
  const field = TrackerFieldSchema.parse(decision.field)
  await inTransaction(async (tx) => {
    await lockItem(tx, viewer, itemId)
    const linked = await findLink(tx, itemId)
    const item = await tx.actionItem.findUniqueOrThrow({ where: { id: itemId } })
    const [ours, theirs] = [ownFieldsOf(item), RemoteFieldsSchema.parse(linked.remote)]
    if (ours[field] !== decision.seen.ours || theirs[field] !== decision.seen.theirs) {
      throw new AppError('stale', 'One of the two has changed meanwhile. Look at both again and decide.')
    }
    const base = decideField(BaseSchema.parse(linked.base), field, decision.choice, ours, theirs)
    const { [field]: _, ...left } = TrackerConflictSchema.parse(linked.conflict ?? {})
    await tx.trackerIssue.update({ where: { id: linked.id }, data: { base, conflict: conflictColumn(left) } })
    await addTask(tx, { projectId: linked.projectId, actionItemId: itemId, kind: 'push', byName: viewer.name })
    const changes = { [field]: { from: decision.seen, to: decision.choice } }
    await writeAudit(tx, viewer, 'tracker.decided', { kind: 'action-item', id: itemId }, changes)
  })
}

/** Says that the tracker is told on although the incident has been restricted since. Throws `forbidden`, `not_found`. */
export async function keepTelling(viewer: Viewer, itemId: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    await lockItem(tx, viewer, itemId)
    const { id, projectId } = await findLink(tx, itemId)
    await tx.trackerIssue.update({ where: { id }, data: { mayTell: true, error: null } })
    await addTask(tx, { projectId, actionItemId: itemId, kind: 'push', byName: viewer.name })
    await writeAudit(tx, viewer, 'tracker.told', { kind: 'action-item', id: itemId })
  })
}

const conflictColumn = (conflict: TrackerConflict) => (Object.keys(conflict).length > 0 ? conflict : Prisma.DbNull)

/** Asks the tracker for the item's issue, whenever the queue comes to it. Throws `forbidden`, `not_found`. */
export async function askAgain(viewer: Viewer, itemId: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    await lockItem(tx, viewer, itemId)
    const { projectId } = await findLink(tx, itemId)
    await addTask(tx, { projectId, actionItemId: itemId, kind: 'pull', byName: viewer.name })
  })
}

/**
 * Writes what a call has found and done. Gives false when a person has decided something about the issue, or ended the link, since `before` was
 * read: then nothing is written.
 */
export async function recordSync(before: { id: string; base: Base }, found: SyncedIssue): Promise<boolean> {
  const { conflict, issue, ...rest } = found
  const told = issue && { key: issue.key, url: issue.url, remote: issue.fields, remoteAt: issue.updatedAt }
  const { count } = await database.trackerIssue.updateMany({
    where: { id: before.id, base: { equals: before.base } },
    data: { ...rest, ...told, conflict: conflictColumn(conflict) },
  })
  return count > 0
}
