import { isVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan } from '@/lib/domain/permissions'
import type { ReaderChoice, SharingView } from '@/lib/schema/sharing'
import type { TeamView } from '@/lib/schema/team'
import type { Viewer } from '@/lib/schema/viewer'
import { sentence } from '@/lib/schema/sentence'
import { countTakenFrom, readHiddenWith } from './taken-from'

const OF_MEMBER = { id: true, name: true, email: true } as const
type Named = { id: string; name: string | null; email: string | null }

/** Teams by name, with who is in them. Throws `forbidden` for all but administrators. */
export async function listTeams(viewer: Viewer): Promise<TeamView[]> {
  assertCan(viewer, 'admin')
  const teams = await database.team.findMany({
    include: { members: { include: { user: { select: OF_MEMBER } } }, _count: { select: { mayRead: true } } },
  })
  return teams
    .map(({ slug, name, members, _count }) => ({
      slug,
      name,
      members: members
        .map(({ user }) => ({ id: user.id, name: nameOf(user), email: user.email }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      incidents: _count.mayRead,
    }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

/** Whom and which teams somebody who shares an incident can name, teams first, by name. Throws `forbidden` without the right to write. */
export async function listReaderChoices(viewer: Viewer): Promise<ReaderChoice[]> {
  assertCan(viewer, 'write')
  const [teams, users] = await Promise.all([
    database.team.findMany({ select: OF_TEAM, orderBy: { name: 'asc' } }),
    database.user.findMany({
      where: { disabledAt: null, OR: [{ email: null }, { email: { not: 'command-line@localhost' } }] },
      select: OF_MEMBER,
      orderBy: { name: 'asc' },
    }),
  ])
  return [...teams.map(teamChoice), ...users.map(userChoice)]
}

/** Who may read an incident, for those who may change that; null when there is none that the viewer may read. */
export async function findSharing(viewer: Viewer, slug: string): Promise<SharingView | null> {
  assertCan(viewer, 'write')
  const found = await database.incident.findUnique({
    where: { slug },
    select: {
      id: true,
      visibility: true,
      version: true,
      readers: { select: { user: { select: OF_MEMBER }, team: { select: OF_TEAM } } },
    },
  })
  if (!found || !(await isVisible(viewer, found.id))) return null
  const { visibility, version } = found
  const readers = found.readers.flatMap(({ user, team }) =>
    team ? [teamChoice(team)] : user ? [userChoice(user)] : [],
  )
  const [takenFrom, hiddenWith] = await Promise.all([
    countTakenFrom(viewer, found.id),
    readHiddenWith(viewer, found.id),
  ])
  return { visibility, version, takenFrom, hiddenWith, readers: readers.sort((a, b) => (a.name < b.name ? -1 : 1)) }
}

const OF_TEAM = { slug: true, name: true, _count: { select: { members: true } } } as const

function teamChoice({ slug, name, _count }: { slug: string; name: string; _count: { members: number } }): ReaderChoice {
  const { members } = _count
  return { kind: 'team', id: slug, name, detail: members === 1 ? sentence`1 member` : sentence`${members} members` }
}

function userChoice(user: Named): ReaderChoice {
  return { kind: 'user', id: user.id, name: nameOf(user), detail: user.email ?? sentence`service` }
}

function nameOf({ name, email }: Named): string {
  return name ?? email ?? 'unnamed'
}
