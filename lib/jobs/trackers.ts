import type { TaskList } from 'graphile-worker'
import { sentence } from '@/lib/schema/sentence'
import { trackerFor } from '@/lib/integrations/tracker/connect'
import { TrackerFault } from '@/lib/integrations/tracker/fault'
import type { Tracker } from '@/lib/integrations/tracker/tracker'
import { log } from '@/lib/observe/log'
import { listPolledProjects, type PolledProject } from '@/lib/query/tracker-calls'
import type { TrackerKind } from '@/lib/schema/tracker'
import { TRACKER_KINDS, TRACKER_NAMES } from '@/lib/schema/tracker-choices'
import type { Viewer } from '@/lib/schema/viewer'
import { receiveChanges } from '@/lib/store/tracker-deliveries'
import { recordPoll } from '@/lib/store/tracker-projects'
import {
  CALL_TRACKERS_TASK,
  claimTask,
  failTask,
  finishTask,
  pauseTracker,
  POLL_TRACKERS_TASK,
  pruneTasks,
  type CallFailure,
  type ClaimedTask,
} from '@/lib/store/tracker-tasks'
import { makeCall } from './tracker-call'
import { oneAtATime } from './webhooks'

/** Who changes an item when its tracker does, see `lib/auth/tracker-viewer.ts`. */
export type TrackerViewer = (name: string) => Viewer

export type TrackerOptions = {
  viewerFor: TrackerViewer
  stop: AbortSignal
  now: () => Date
  /** From 0 to 1, spreads what is tried again. */
  random: () => number
}

/** How far back a tracker is asked beyond what it was asked for last: clocks differ, and its lists lag. In milliseconds. */
const OVERLAP = 120_000

/** Makes the calls that are due, of each tracker one after the other: one that hangs does not hold up the others. */
export async function callTrackers(options: TrackerOptions): Promise<void> {
  await Promise.all(TRACKER_KINDS.map((kind) => callTracker(kind, options)))
}

async function callTracker(kind: TrackerKind, options: TrackerOptions): Promise<void> {
  while (!options.stop.aborted) {
    const task = await claimTask(kind, options.now())
    if (!task) return
    await runTask(task, kind, options)
  }
}

async function runTask(task: ClaimedTask, kind: TrackerKind, options: TrackerOptions): Promise<void> {
  const tracker = trackerFor(kind)
  try {
    if (!tracker)
      throw new TrackerFault({ kind: 'refused' }, sentence`${TRACKER_NAMES[kind]} is not connected any more.`)
    await makeCall(task, { tracker, viewer: options.viewerFor(TRACKER_NAMES[kind]), now: options.now })
    await finishTask(task, options.now())
  } catch (error) {
    await failTask(task, failureOf(error), options.now(), options.random())
  }
}

/** What does not come from the tracker is a bug, or the database's: it is logged, and tried again like a tracker that is away. */
function failureOf(error: unknown): CallFailure {
  if (!(error instanceof TrackerFault)) {
    log.error('a call of a tracker failed', {}, error)
    return { error: 'Something went wrong on our side. The details are in the server log.', again: 'later' }
  }
  const { fault, message } = error
  if (fault.kind === 'wait') return { error: message, again: 'after', until: fault.until }
  return { error: message, again: fault.kind === 'away' ? 'later' : 'by-hand' }
}

/** Asks the trackers what has changed there, since webhooks may be lost, and lets go what is old. */
export async function pollTrackers({ stop, now }: Pick<TrackerOptions, 'stop' | 'now'>): Promise<void> {
  const paused = new Set<TrackerKind>()
  for (const project of await listPolledProjects(now())) {
    const tracker = trackerFor(project.kind)
    if (stop.aborted || !tracker || paused.has(project.kind)) continue
    if (!(await pollProject(project, tracker, now))) paused.add(project.kind)
  }
  await pruneTasks(now())
}

/** False when the tracker asks to be left alone. */
async function pollProject(project: PolledProject, tracker: Tracker, now: () => Date): Promise<boolean> {
  const begun = now()
  const since = new Date((project.polledTo ?? project.since).getTime() - OVERLAP)
  try {
    await receiveChanges(project, await tracker.listChanged(project, since))
    await recordPoll(project.id, { polledTo: begun })
    return true
  } catch (error) {
    if (!(error instanceof TrackerFault)) throw error
    if (error.fault.kind === 'wait') {
      await pauseTracker(project.id, error.fault.until, now())
      return false
    }
    await recordPoll(project.id, { error: error.message })
    return true
  }
}

/** The tasks of trackers. */
export function trackerTasks(viewerFor: TrackerViewer, stop: AbortSignal): TaskList {
  const now = () => new Date()
  return {
    [CALL_TRACKERS_TASK]: oneAtATime(() => callTrackers({ viewerFor, stop, now, random: Math.random })),
    [POLL_TRACKERS_TASK]: oneAtATime(() => pollTrackers({ stop, now })),
  }
}
