'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { parseWithoutSecrets } from '@/lib/import/secrets'
import { addShownProject, findPeople, testProject } from '@/lib/jobs/tracker-links'
import type { ActionResult } from '@/lib/schema/action-result'
import {
  NewTrackerProjectSchema,
  StateOfStatusSchema,
  TrackerPersonPatchSchema,
  type NewTrackerProject,
  type StateOfStatus,
  type TrackerPersonPatch,
} from '@/lib/schema/tracker'
import { chooseDefault, chooseStates, namePerson, removeProject } from '@/lib/store/tracker-projects'
import { retryTasks } from '@/lib/store/tracker-tasks'

const IdSchema = z.uuid()

/** Adds a project that action items may go to, after its tracker has shown it. */
export async function addProjectAction(project: NewTrackerProject): Promise<ActionResult<{ id: string }>> {
  return runAction(async (viewer) => {
    const added = await addShownProject(viewer, NewTrackerProjectSchema.parse(project))
    refresh()
    return added
  })
}

/** Asks the tracker for a project and reads its states anew. */
export async function testProjectAction(id: string): Promise<ActionResult<{ name: string; states: number }>> {
  return runAction(async (viewer) => {
    const found = await testProject(viewer, IdSchema.parse(id))
    refresh()
    return found
  })
}

/** Makes a project the one that is offered first. */
export async function chooseDefaultAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await chooseDefault(viewer, IdSchema.parse(id))
    refresh()
    return null
  })
}

/** Says which state stands for which status. */
export async function chooseStatesAction(id: string, of: StateOfStatus): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await chooseStates(viewer, IdSchema.parse(id), StateOfStatusSchema.parse(of))
    refresh()
    return null
  })
}

/** Removes a project with the links of its issues. */
export async function removeProjectAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await removeProject(viewer, IdSchema.parse(id))
    refresh()
    return null
  })
}

/** Looks for the people of a project. */
export async function findPeopleAction(id: string): Promise<ActionResult<number>> {
  return runAction(async (viewer) => {
    const found = await findPeople(viewer, IdSchema.parse(id))
    refresh()
    return found
  })
}

/** Says who somebody of a tracker is here. */
export async function namePersonAction(patch: TrackerPersonPatch): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await namePerson(viewer, parseWithoutSecrets(TrackerPersonPatchSchema, patch))
    refresh()
    return null
  })
}

/** Makes one failed call again. */
export async function retryTaskAction(task: string): Promise<ActionResult<number>> {
  return runAction(async (viewer) => {
    const count = await retryTasks(viewer, { task: IdSchema.parse(task) }, new Date())
    refresh()
    return count
  })
}
