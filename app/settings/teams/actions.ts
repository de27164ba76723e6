'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { NewTeamSchema, TeamChangeSchema, type NewTeam, type TeamChange } from '@/lib/schema/team'
import { changeTeam, createTeam, deleteTeam } from '@/lib/store/teams'

const SlugSchema = z.string().min(1).max(60)

/** Makes a team. */
export async function createTeamAction(input: NewTeam): Promise<ActionResult<{ slug: string }>> {
  return runAction(async (viewer) => {
    const slug = await createTeam(viewer, NewTeamSchema.parse(input))
    refresh()
    return { slug }
  })
}

/** Renames a team, or changes who is in it. */
export async function changeTeamAction(slug: string, change: TeamChange): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await changeTeam(viewer, SlugSchema.parse(slug), TeamChangeSchema.parse(change))
    refresh()
    return null
  })
}

/** Deletes a team; the person has seen how many restricted incidents name it. */
export async function deleteTeamAction(slug: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await deleteTeam(viewer, SlugSchema.parse(slug), true)
    refresh()
    return null
  })
}
