import { randomUUID } from 'node:crypto'
import { VISIBILITY_CHOICES } from '@/lib/schema/choices'
import type { Share } from '@/lib/schema/sharing'
import type { Transaction } from './transaction'

/** What nobody has said anything else about is for everybody with an account. */
export const INTERNAL: Share = { visibility: 'internal', users: [], teams: [] }

/** Who may read an incident now. Throws when there is none of this id. */
export async function readShare(tx: Transaction, incidentId: string): Promise<Share> {
  const { visibility, readers } = await tx.incident.findUniqueOrThrow({
    where: { id: incidentId },
    select: { visibility: true, readers: { select: { userId: true, teamId: true } } },
  })
  return {
    visibility,
    users: readers.flatMap(({ userId }) => userId ?? []).sort(),
    teams: readers.flatMap(({ teamId }) => teamId ?? []).sort(),
  }
}

/** Says who may read an incident from now on; triggers guard what tells of it. Readers are kept of restricted ones alone. */
export async function writeShare(tx: Transaction, incidentId: string, share: Share): Promise<void> {
  await tx.incidentReader.deleteMany({ where: { incidentId } })
  await tx.incidentReader.createMany({ data: readerRows(incidentId, share) })
  await tx.incident.update({ where: { id: incidentId }, data: { visibility: share.visibility } })
}

/** The rows of those who may read a restricted incident. */
export function readerRows(incidentId: string, { visibility, users, teams }: Share) {
  if (visibility !== 'restricted') return []
  return [
    ...users.map((userId) => ({ id: randomUUID(), incidentId, userId, teamId: null })),
    ...teams.map((teamId) => ({ id: randomUUID(), incidentId, userId: null, teamId })),
  ]
}

/**
 * Who may read what two incidents have become one: only who may read both. The stricter visibility counts; of two restricted
 * ones the teams that both name stay, and the people who may read each, be it as members of a team.
 */
export async function joinShares(tx: Transaction, one: Share, two: Share): Promise<Share> {
  if (one.visibility !== two.visibility) return isStricter(one, two) ? one : two
  if (one.visibility !== 'restricted') return one
  const teams = one.teams.filter((team) => two.teams.includes(team))
  const [ofOne, ofTwo, ofTeams] = await Promise.all([
    peopleOf(tx, one),
    peopleOf(tx, two),
    peopleOf(tx, { users: [], teams }),
  ])
  const users = [...ofOne].filter((id) => ofTwo.has(id) && !ofTeams.has(id)).sort()
  return { visibility: 'restricted', users, teams }
}

/** A share that was kept for a while, without the people and teams that are gone by now. */
export async function withoutGone(tx: Transaction, share: Share): Promise<Share> {
  const users = await tx.user.findMany({ where: { id: { in: share.users } }, select: { id: true } })
  const teams = await tx.team.findMany({ where: { id: { in: share.teams } }, select: { id: true } })
  return { ...share, users: users.map(({ id }) => id), teams: teams.map(({ id }) => id) }
}

/** Whether two shares let the same people read. */
export function isSameShare(one: Share, two: Share): boolean {
  const text = ({ visibility, users, teams }: Share) =>
    JSON.stringify([visibility, [...users].sort(), [...teams].sort()])
  return text(one) === text(two)
}

function isStricter(one: Share, two: Share): boolean {
  return VISIBILITY_CHOICES.indexOf(one.visibility) < VISIBILITY_CHOICES.indexOf(two.visibility)
}

/** Ids of everybody who is named, by themselves or as a member of a team. */
async function peopleOf(tx: Transaction, { users, teams }: Pick<Share, 'users' | 'teams'>): Promise<Set<string>> {
  const members = await tx.teamMember.findMany({ where: { teamId: { in: teams } }, select: { userId: true } })
  return new Set([...users, ...members.map(({ userId }) => userId)])
}
