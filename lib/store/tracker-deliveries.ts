// What webhooks of trackers and asking them have told: an issue is not what it was. What it is now is asked for by a call.
import {
  RemoteFieldsSchema,
  TrackerStatesSchema,
  type RemoteFields,
  type TrackerKind,
  type TrackerStates,
} from '@/lib/schema/tracker'
import { findProjectIds } from './tracker-projects'
import { addTask } from './tracker-tasks'
import { inTransaction, type Transaction } from './transaction'

/** News of an issue; `updatedAt` null: it may be gone. `fieldsIn`: of a tracker whose clock cannot tell two changes apart. */
export type IssueNews = {
  externalId: string
  updatedAt: Date | null
  fieldsIn: ((states: TrackerStates) => RemoteFields) | null
}

type Linked = { remoteAt: Date | null; remote: unknown; project: { states: unknown } }

/** Whether an issue has changed after what is known of it: our own changes come back too, and events in any order. */
function isNews({ updatedAt, fieldsIn }: IssueNews, { remoteAt, remote, project }: Linked): boolean {
  if (updatedAt === null || remoteAt === null) return true
  if (updatedAt.getTime() !== remoteAt.getTime()) return updatedAt > remoteAt
  if (!fieldsIn) return false
  const known = RemoteFieldsSchema.parse(remote)
  const told = fieldsIn(TrackerStatesSchema.parse(project.states))
  return told.status !== known.status || told.owner !== known.owner || told.due !== known.due
}

async function addNews(tx: Transaction, news: IssueNews, kind: TrackerKind, key: string | null): Promise<boolean> {
  const linked = await tx.trackerIssue.findFirst({
    where: {
      externalId: news.externalId,
      project: { kind },
      ...(key !== null && { projectId: { in: await findProjectIds(tx, kind, key) } }),
    },
    include: { project: { select: { states: true } } },
  })
  if (!linked || !isNews(news, linked)) return false
  const { projectId, actionItemId } = linked
  const waits = await tx.trackerTask.count({ where: { actionItemId, kind: 'pull', state: 'due', attempts: 0 } })
  if (waits === 0) await addTask(tx, { projectId, actionItemId, kind: 'pull', byName: 'the tracker' })
  return true
}

/**
 * Takes a webhook, once however often it comes, and asks for the issue if it has changed since it was last seen. `project` decides where the
 * tracker's ids are of one project only (GitHub's numbers). Says what became of it.
 */
export async function receiveDelivery(
  kind: TrackerKind,
  deliveryId: string,
  event: (IssueNews & { project: string }) | null,
): Promise<'known' | 'no-news' | 'queued'> {
  return inTransaction(async (tx) => {
    const taken = await tx.trackerDelivery.createMany({ data: [{ kind, deliveryId }], skipDuplicates: true })
    if (taken.count === 0) return 'known'
    if (!event) return 'no-news'
    return (await addNews(tx, event, kind, kind === 'github' ? event.project : null)) ? 'queued' : 'no-news'
  })
}

/** Asks for those of a project's issues that have changed since they were last seen. Gives how many. */
export async function receiveChanges(
  project: { kind: TrackerKind; key: string },
  changed: readonly { externalId: string; updatedAt: Date; fields: RemoteFields | null }[],
): Promise<number> {
  if (changed.length === 0) return 0
  return inTransaction(async (tx) => {
    let queued = 0
    for (const { externalId, updatedAt, fields } of changed) {
      const news = { externalId, updatedAt, fieldsIn: fields && (() => fields) }
      if (await addNews(tx, news, project.kind, project.key)) queued++
    }
    return queued
  })
}
