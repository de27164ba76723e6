import { z } from 'zod'
import { TeamChangeSchema } from '@/lib/schema/team'
import { changeTeam, deleteTeam } from '@/lib/store/teams'
import { handle } from '@/lib/web/handle'
import { readJson, readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'
import { findTeam } from '../find-team'

type Params = { slug: string }

export const GET = handle<Params>(async (viewer, _request, { slug }) => respondJson(await findTeam(viewer, slug)))

export const PATCH = handle<Params>(async (viewer, request, { slug }) => {
  await changeTeam(viewer, slug, await readJson(request, TeamChangeSchema))
  return respondJson(await findTeam(viewer, slug))
})

const DeleteSchema = z.object({ confirm: z.stringbool().default(false) })

/** 409 when restricted incidents name the team and `confirm=true` is missing. */
export const DELETE = handle<Params>(async (viewer, request, { slug }) => {
  await deleteTeam(viewer, slug, readQuery(request, DeleteSchema).confirm)
  return respondJson({ slug, deleted: true })
})
