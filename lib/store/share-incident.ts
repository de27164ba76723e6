import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import type { IncidentPatch } from '@/lib/schema/incident'
import { SharingSchema, type Share, type Sharing, type SharingInput } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit, type Changes } from './audit'
import { findIncidentForChange } from './find-incident'
import { findTeamIds, findUserIds } from './find-users'
import { isSameShare, readShare, writeShare } from './shares'
import { inSavingTransaction, type Transaction } from './transaction'
import { updateIncidentWithin } from './update-incident'

/**
 * Says who may read an incident from now on, and with it its accounts, its conversation, its sources, its skill and its action
 * items. Who restricts stays among the readers. Without `readers` a restricted incident keeps those that it has. Gives the version
 * that the incident has then. Throws `not_found`, `forbidden`, `bad_input` for people and teams that nobody has as their name, and
 * `stale` when the incident is not in `expectedVersion` any more.
 */
export async function shareIncident(
  viewer: Viewer,
  slug: string,
  sharing: Sharing,
  expectedVersion: number,
): Promise<{ version: number }> {
  // One at a time with imports: what they look up must not change hands under them.
  return inSavingTransaction((tx) => shareIncidentWithin(tx, viewer, slug, sharing, expectedVersion))
}

/**
 * Changes fields of an incident and says who may read it, both or neither. Throws as `updateIncident` and `shareIncident` do.
 */
export async function updateAndShareIncident(
  viewer: Viewer,
  slug: string,
  { patch, sharing }: { patch: IncidentPatch; sharing: Sharing },
  expectedVersion: number,
): Promise<{ version: number }> {
  return inSavingTransaction(async (tx) => {
    const { version } = await updateIncidentWithin(tx, viewer, slug, patch, expectedVersion)
    return shareIncidentWithin(tx, viewer, slug, sharing, version)
  })
}

async function shareIncidentWithin(
  tx: Transaction,
  viewer: Viewer,
  slug: string,
  sharing: Sharing,
  expectedVersion: number,
): Promise<{ version: number }> {
  assertCan(viewer, 'write')
  const wanted = SharingSchema.parse(sharing)
  const known = await findIncidentForChange(tx, viewer, slug)
  if (known.version !== expectedVersion) {
    throw new AppError('stale', 'Somebody else has changed this incident. Reload it and try again.')
  }
  const before = await readShare(tx, known.id)
  const share = await resolve(tx, viewer, wanted, before)
  if (isSameShare(before, share)) return { version: known.version }
  const changes = await changesOf(tx, before, share)
  const { version } = await tx.incident.update({ where: { id: known.id }, data: { version: { increment: 1 } } })
  await writeShare(tx, known.id, share)
  await writeAudit(tx, viewer, 'incident.shared', { kind: 'incident', id: known.id }, changes)
  return { version }
}

/**
 * Who may read what an import makes, from what somebody asks for: people by address or id, teams by slug; null when nothing is
 * asked for. Who restricts is among the readers. Throws `forbidden`, and `bad_input` for people and teams that nobody has as their name.
 */
export async function resolveShare(viewer: Viewer, { visibility, readers }: SharingInput): Promise<Share | null> {
  assertCan(viewer, 'write')
  if (visibility === undefined) {
    if (readers) throw new AppError('bad_input', ONLY_RESTRICTED, { readers: ONLY_RESTRICTED })
    return null
  }
  return resolve(database, viewer, SharingSchema.parse({ visibility, readers }))
}

const ONLY_RESTRICTED = sentence`Readers are named for a restricted incident only.`

async function resolve(
  tx: Transaction,
  viewer: Viewer,
  { visibility, readers }: Sharing,
  before?: Share,
): Promise<Share> {
  if (visibility !== 'restricted') {
    if (readers && readers.users.length + readers.teams.length > 0) {
      throw new AppError('bad_input', ONLY_RESTRICTED, { readers: ONLY_RESTRICTED })
    }
    return { visibility, users: [], teams: [] }
  }
  if (!readers && before?.visibility === 'restricted') return before
  const users = await findUserIds(tx, readers?.users ?? [], 'readers')
  const teams = await findTeamIds(tx, readers?.teams ?? [], 'readers')
  const share: Share = { visibility, users, teams }
  return (await mayRead(tx, viewer, share)) ? share : { ...share, users: [...users, ...own(viewer)].sort() }
}

const own = ({ userId }: Viewer) => (userId === null ? [] : [userId])

/** Whether somebody does not lock themselves out. */
async function mayRead(tx: Transaction, viewer: Viewer, { users, teams }: Share): Promise<boolean> {
  if (viewer.reach === 'all' || viewer.userId === null || users.includes(viewer.userId)) return true
  return (await tx.teamMember.count({ where: { userId: viewer.userId, teamId: { in: teams } } })) > 0
}

/** What the audit says: people and teams by the names that they have now. */
async function changesOf(tx: Transaction, before: Share, after: Share): Promise<Changes> {
  const changes: Changes = {}
  if (before.visibility !== after.visibility) {
    changes['visibility'] = { from: before.visibility, to: after.visibility }
  }
  const [from, to] = [await namesOf(tx, before), await namesOf(tx, after)]
  if (JSON.stringify(from) !== JSON.stringify(to)) changes['readers'] = { from, to }
  return changes
}

async function namesOf(tx: Transaction, { users, teams }: Share): Promise<string[]> {
  const people = await tx.user.findMany({ where: { id: { in: users } }, select: { name: true, email: true } })
  const groups = await tx.team.findMany({ where: { id: { in: teams } }, select: { slug: true } })
  return [...people.map(({ name, email }) => email ?? name ?? '?'), ...groups.map(({ slug }) => `team ${slug}`)].sort()
}
