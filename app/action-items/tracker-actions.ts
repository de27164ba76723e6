'use server'
import { getTranslations } from 'next-intl/server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { linkByReference } from '@/lib/jobs/tracker-links'
import type { ActionResult } from '@/lib/schema/action-result'
import { TrackerFieldSchema } from '@/lib/schema/tracker'
import {
  askAgain,
  cancelRequest,
  decideTrackerConflict,
  keepTelling,
  requestIssue,
  unlinkIssue,
} from '@/lib/store/tracker-issues'
import { retryTasks } from '@/lib/store/tracker-tasks'

const IdSchema = z.uuid()

/** Asks for an issue to be made from an item. */
export async function requestIssueAction(item: string, project: string, mayTell: boolean): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await requestIssue(viewer, IdSchema.parse(item), IdSchema.parse(project), z.boolean().parse(mayTell))
    refresh()
    return null
  })
}

/** Takes that back. */
export async function cancelRequestAction(item: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await cancelRequest(viewer, IdSchema.parse(item))
    refresh()
    return null
  })
}

/** Links an item with an issue by its address or key. */
export async function linkIssueAction(item: string, reference: string, mayTell: boolean): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    const t = await getTranslations('pages.action-items.trackerActions')
    const named = z.string().trim().min(1, t('noReference')).max(500).parse(reference)
    await linkByReference(viewer, IdSchema.parse(item), named, z.boolean().parse(mayTell))
    refresh()
    return null
  })
}

/** Ends the link of an item. */
export async function unlinkIssueAction(item: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await unlinkIssue(viewer, IdSchema.parse(item))
    refresh()
    return null
  })
}

const DecisionSchema = z.object({
  field: TrackerFieldSchema,
  choice: z.enum(['ours', 'theirs']),
  seen: z.object({ ours: z.string().nullable(), theirs: z.string().nullable() }),
})

/** Decides a conflict of an item with its issue. */
export async function decideTrackerConflictAction(
  item: string,
  decision: z.input<typeof DecisionSchema>,
): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await decideTrackerConflict(viewer, IdSchema.parse(item), DecisionSchema.parse(decision))
    refresh()
    return null
  })
}

/** Says that the tracker is told on although the incident is restricted. */
export async function keepTellingAction(item: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await keepTelling(viewer, IdSchema.parse(item))
    refresh()
    return null
  })
}

/** Asks the tracker for the item's issue. */
export async function askAgainAction(item: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await askAgain(viewer, IdSchema.parse(item))
    refresh()
    return null
  })
}

/** Makes a failed call of an item again. */
export async function retryTrackerAction(task: string): Promise<ActionResult<number>> {
  return runAction(async (viewer) => {
    const count = await retryTasks(viewer, { task: IdSchema.parse(task) }, new Date())
    refresh()
    return count
  })
}
