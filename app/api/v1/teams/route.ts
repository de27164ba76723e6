import { listTeams } from '@/lib/query/teams'
import { NewTeamSchema } from '@/lib/schema/team'
import { createTeam } from '@/lib/store/teams'
import { handle } from '@/lib/web/handle'
import { readJson } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'
import { findTeam } from './find-team'

export const GET = handle(async (viewer) => {
  const items = await listTeams(viewer)
  return respondJson({ items, nextCursor: null, total: items.length })
})

export const POST = handle(async (viewer, request) => {
  const slug = await createTeam(viewer, await readJson(request, NewTeamSchema))
  return respondJson(await findTeam(viewer, slug), { status: 201 })
})
