import { AppError } from '@/lib/domain/errors'
import { listTeams } from '@/lib/query/teams'
import type { TeamView } from '@/lib/schema/team'
import type { Viewer } from '@/lib/schema/viewer'

/** One team, as the API shows it. Throws `forbidden`, `not_found`. */
export async function findTeam(viewer: Viewer, slug: string): Promise<TeamView> {
  const team = (await listTeams(viewer)).find((one) => one.slug === slug)
  if (!team) throw new AppError('not_found', `There is no team “${slug}”.`)
  return team
}
