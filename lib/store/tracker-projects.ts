// The projects that action items may go to, which of their states stands for which status, and who somebody of a tracker is here.
import { z } from 'zod'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { guessStates, refreshStates } from '@/lib/domain/tracker-states'
import { ownerKey } from '@/lib/domain/tracker-sync'
import {
  StateOfStatusSchema,
  TrackerPersonPatchSchema,
  TrackerStatesSchema,
  type StateOfStatus,
  type TrackerAccount,
  type TrackerKind,
  type TrackerPersonPatch,
  type TrackerState,
} from '@/lib/schema/tracker'
import type { Viewer } from '@/lib/schema/viewer'
import { changesBetween, writeAudit } from './audit'
import { addTask } from './tracker-tasks'
import { inTransaction, type Transaction } from './transaction'

const GONE = 'This project is not among those that action items go to (any more).'

async function findProject(tx: Transaction, id: string) {
  const found = await tx.trackerProject.findUnique({ where: { id: z.uuid().parse(id) } })
  if (!found) throw new AppError('not_found', GONE)
  return { ...found, states: TrackerStatesSchema.parse(found.states) }
}

/** Ids of the projects of a tracker with this key, in whatever case; none or one. */
export async function findProjectIds(tx: Transaction, kind: TrackerKind, key: string): Promise<string[]> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "TrackerProject" WHERE "kind" = ${kind} AND lower("key") = lower(${key})`
  return found.map(({ id }) => id)
}

/**
 * Adds a project that the tracker has shown, with sensible states; the first one is the default. Throws `forbidden` for all but
 * administrators, and `conflict` for one that is there.
 */
export async function addProject(
  viewer: Viewer,
  { kind, key, name, states: known }: { kind: TrackerKind; key: string; name: string; states: TrackerState[] },
): Promise<{ id: string }> {
  assertCan(viewer, 'admin')
  return inTransaction(async (tx) => {
    const there = await findProjectIds(tx, kind, key)
    if (there.length > 0) throw new AppError('conflict', `${key} is there already.`, { key: 'is there already' })
    const isDefault = (await tx.trackerProject.count()) === 0
    const states = { known, of: guessStates(known) }
    const { id } = await tx.trackerProject.create({
      data: { kind, key, name, states, isDefault, createdBy: viewer.name },
    })
    await writeAudit(tx, viewer, 'tracker.added', { kind: 'tracker', id }, changesBetween({}, { kind, key, name }))
    return { id }
  })
}

/** Removes a project with all links of its issues, which stay as they are. Throws `forbidden`, `not_found`. */
export async function removeProject(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'admin')
  await inTransaction(async (tx) => {
    const { kind, key, isDefault } = await findProject(tx, id)
    await tx.trackerProject.delete({ where: { id } })
    const next = isDefault ? await tx.trackerProject.findFirst({ orderBy: { createdAt: 'asc' } }) : null
    if (next) await tx.trackerProject.update({ where: { id: next.id }, data: { isDefault: true } })
    await writeAudit(
      tx,
      viewer,
      'tracker.removed',
      { kind: 'tracker', id },
      changesBetween({ kind, key }, { kind: null, key: null }),
    )
  })
}

/** Makes a project the one that is offered first. Throws `forbidden`, `not_found`. */
export async function chooseDefault(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'admin')
  await inTransaction(async (tx) => {
    const { key } = await findProject(tx, id)
    await tx.trackerProject.updateMany({ where: { isDefault: true }, data: { isDefault: false } })
    await tx.trackerProject.update({ where: { id }, data: { isDefault: true } })
    await writeAudit(tx, viewer, 'tracker.default', { kind: 'tracker', id }, { default: { from: null, to: key } })
  })
}

/**
 * Says which state stands for which status; every issue of the project is looked at with it. Throws `forbidden`, `not_found`, and
 * `bad_input` for a state that the project has not.
 */
export async function chooseStates(viewer: Viewer, id: string, wanted: StateOfStatus): Promise<void> {
  assertCan(viewer, 'admin')
  const of = StateOfStatusSchema.parse(wanted)
  await inTransaction(async (tx) => {
    const { states } = await findProject(tx, id)
    const known = new Set(states.known.map((state) => state.id))
    const unknown = Object.values(of).some((state) => state !== null && !known.has(state))
    if (unknown)
      throw new AppError('bad_input', 'This project has no such state. Test the connection and choose again.')
    await tx.trackerProject.update({ where: { id }, data: { states: { known: states.known, of } } })
    const issues = await tx.trackerIssue.findMany({ where: { projectId: id }, select: { actionItemId: true } })
    for (const { actionItemId } of issues) {
      await addTask(tx, { projectId: id, actionItemId, kind: 'pull', byName: viewer.name })
    }
    await writeAudit(tx, viewer, 'tracker.states', { kind: 'tracker', id }, changesBetween(states.of, of))
  })
}

/** Writes what the tracker has shown of a project: its name and its states; what was chosen and is still there stays. Throws `forbidden`. */
export async function refreshProject(viewer: Viewer, id: string, name: string, known: TrackerState[]): Promise<void> {
  assertCan(viewer, 'admin')
  await inTransaction(async (tx) => {
    const { states } = await findProject(tx, id)
    await tx.trackerProject.update({
      where: { id },
      data: { name, states: refreshStates(states, known), error: null, pausedTo: null },
    })
  })
}

/** Writes when a project's changes were asked for up to, or why that failed. */
export async function recordPoll(id: string, outcome: { polledTo: Date } | { error: string }): Promise<void> {
  const data = 'error' in outcome ? outcome : { ...outcome, error: null }
  await database.trackerProject.updateMany({ where: { id }, data })
}

/**
 * Makes accounts of a tracker known: each is the owner whose name is the same, else it is called as the tracker calls it. Who is known stays who a
 * person has said they are. Gives how many are new.
 */
export async function learnAccounts(kind: TrackerKind, accounts: readonly TrackerAccount[]): Promise<number> {
  const known = await database.trackerPerson.findMany({
    where: { kind, accountId: { in: accounts.map(({ id }) => id) } },
    select: { accountId: true },
  })
  const there = new Set(known.map(({ accountId }) => accountId))
  const fresh = accounts.filter(({ id, name }) => !there.has(id) && name !== '')
  if (fresh.length === 0) return 0
  const owners = await database.actionItem.findMany({
    where: { owner: { not: null } },
    distinct: ['owner'],
    select: { owner: true },
  })
  const byKey = new Map(owners.flatMap(({ owner }) => (owner === null ? [] : [[ownerKey(owner), owner]])))
  const data = fresh.map(({ id, name }) => ({
    kind,
    accountId: id,
    shownName: name,
    owner: byKey.get(ownerKey(name)) ?? name,
  }))
  return (await database.trackerPerson.createMany({ data, skipDuplicates: true })).count
}

/** Says who somebody of a tracker is here, by the name that action items have as owner. Throws `forbidden`, `not_found`. */
export async function namePerson(viewer: Viewer, patch: TrackerPersonPatch): Promise<void> {
  assertCan(viewer, 'admin')
  const { kind, accountId, owner } = TrackerPersonPatchSchema.parse(patch)
  await inTransaction(async (tx) => {
    const where = { kind_accountId: { kind, accountId } }
    const known = await tx.trackerPerson.findUnique({ where })
    if (!known) throw new AppError('not_found', 'Nobody of the tracker has this account (any more).')
    await tx.trackerPerson.update({ where, data: { owner } })
    const id = `${kind}:${accountId}`
    await writeAudit(
      tx,
      viewer,
      'tracker.person',
      { kind: 'tracker', id },
      changesBetween({ owner: known.owner }, { owner }),
    )
  })
}
