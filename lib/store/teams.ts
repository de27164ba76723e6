import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { NewTeamSchema, TeamChangeSchema, type NewTeam, type TeamChange } from '@/lib/schema/team'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit, type Changes } from './audit'
import { findUserIds } from './find-users'
import { inTransaction, type Transaction } from './transaction'

/**
 * Makes a team. Gives its slug. Throws `forbidden` for all but administrators, `conflict` when there is a team of that name or slug,
 * and `bad_input` for members that nobody is.
 */
export async function createTeam(viewer: Viewer, input: NewTeam): Promise<string> {
  assertCan(viewer, 'admin')
  const { name, slug = slugOf(input.name), members } = NewTeamSchema.parse(input)
  return inTransaction(async (tx) => {
    await assertFree(tx, { name, slug })
    const userIds = await findUserIds(tx, members, 'members')
    const create = userIds.map((userId) => ({ userId }))
    const { id } = await tx.team.create({ data: { slug, name, members: { create } } })
    const changes: Changes = { name: { from: null, to: name } }
    if (userIds.length > 0) changes['members'] = { from: [], to: await namesOf(tx, userIds) }
    await writeAudit(tx, viewer, 'team.created', { kind: 'team', id }, changes)
    return slug
  })
}

/**
 * Renames a team, whose slug stays, or changes who is in it: who leaves reads no more what only the team may read from the next
 * request on. Throws `forbidden`, `not_found`, `conflict` and `bad_input`.
 */
export async function changeTeam(viewer: Viewer, slug: string, change: TeamChange): Promise<void> {
  assertCan(viewer, 'admin')
  const { name, add, remove } = TeamChangeSchema.parse(change)
  await inTransaction(async (tx) => {
    const known = await findTeam(tx, slug)
    const changes: Changes = {}
    if (name !== undefined && name !== known.name) {
      await assertFree(tx, { name }, known.id)
      await tx.team.update({ where: { id: known.id }, data: { name } })
      changes['name'] = { from: known.name, to: name }
    }
    const members = await changeMembers(tx, known.id, { add, remove })
    if (members) changes['members'] = members
    if (Object.keys(changes).length > 0) {
      await writeAudit(tx, viewer, 'team.changed', { kind: 'team', id: known.id }, changes)
    }
  })
}

/**
 * Deletes a team. Restricted incidents that name it stay restricted, to the rest of those whom they name. Throws `forbidden`,
 * `not_found`, and `conflict` when incidents name it and that is not `confirmed`.
 */
export async function deleteTeam(viewer: Viewer, slug: string, confirmed: boolean): Promise<void> {
  assertCan(viewer, 'admin')
  await inTransaction(async (tx) => {
    const known = await findTeam(tx, slug)
    const named = await tx.incidentReader.count({ where: { teamId: known.id } })
    if (named > 0 && !confirmed) {
      throw new AppError(
        'conflict',
        named === 1
          ? 'One restricted incident names this team. Confirm that its members shall lose their access.'
          : `${named} restricted incidents name this team. Confirm that its members shall lose their access.`,
      )
    }
    await tx.team.delete({ where: { id: known.id } })
    const changes = { name: { from: known.name, to: null }, incidents: { from: named, to: 0 } }
    await writeAudit(tx, viewer, 'team.deleted', { kind: 'team', id: known.id }, changes)
  })
}

/** "On-call, EU" is `on-call-eu`; a name without any Latin letter or digit gives none, and a slug is drawn. */
function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .split(/[^a-z0-9]/)
    .filter(Boolean)
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '')
  return slug === '' ? `team-${randomUUID().slice(0, 8)}` : slug
}

async function findTeam(tx: Transaction, slug: string) {
  await tx.$executeRaw`SELECT 1 FROM "Team" WHERE "slug" = ${slug} FOR UPDATE`
  const known = await tx.team.findUnique({ where: { slug } })
  if (!known) throw new AppError('not_found', `There is no team “${slug}”.`)
  return known
}

async function assertFree(
  tx: Transaction,
  { name, slug }: { name: string; slug?: string },
  except = '',
): Promise<void> {
  const teams = await tx.team.findMany({ where: { id: { not: except } }, select: { name: true, slug: true } })
  if (teams.some((team) => team.name.toLowerCase() === name.toLowerCase())) {
    throw new AppError('conflict', 'There is a team of this name already.', { name: 'is taken' })
  }
  if (slug !== undefined && teams.some((team) => team.slug === slug)) {
    throw new AppError('conflict', `There is a team with the slug “${slug}” already.`, { slug: 'is taken' })
  }
}

/** Gives what the audit says of it; null when nobody has come or gone. */
async function changeMembers(
  tx: Transaction,
  teamId: string,
  { add, remove }: { add: string[]; remove: string[] },
): Promise<Changes[string] | null> {
  const [coming, going] = [await findUserIds(tx, add, 'add'), await findUserIds(tx, remove, 'remove')]
  const before = await tx.teamMember.findMany({ where: { teamId }, select: { userId: true } })
  const known = new Set(before.map(({ userId }) => userId))
  const added = coming.filter((id) => !known.has(id) && !going.includes(id))
  const removed = going.filter((id) => known.has(id))
  if (added.length + removed.length === 0) return null
  await tx.teamMember.deleteMany({ where: { teamId, userId: { in: removed } } })
  await tx.teamMember.createMany({ data: added.map((userId) => ({ teamId, userId })) })
  return { from: await namesOf(tx, removed), to: await namesOf(tx, added) }
}

async function namesOf(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const people = await tx.user.findMany({ where: { id: { in: [...ids] } }, select: { name: true, email: true } })
  return people.map(({ name, email }) => email ?? name ?? '?').sort()
}
