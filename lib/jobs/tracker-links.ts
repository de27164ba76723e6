// What people ask a tracker for while they wait: an issue to link, a project to add, whether the connection works.
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { readIssueReference } from '@/lib/domain/tracker-reference'
import { oneLine } from '@/lib/domain/tracker-text'
import { maskSecrets } from '@/lib/import/secrets'
import { trackerFor, TRACKER_VARIABLES } from '@/lib/integrations/tracker/connect'
import { TrackerFault } from '@/lib/integrations/tracker/fault'
import type { FoundProject, Tracker } from '@/lib/integrations/tracker/tracker'
import { findTrackerPlace, listTrackerPlaces } from '@/lib/query/tracker-calls'
import { TRACKER_NAMES } from '@/lib/schema/tracker-choices'
import { NewTrackerProjectSchema, type NewTrackerProject, type TrackerKind } from '@/lib/schema/tracker'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { updateActionItem } from '@/lib/store/action-items'
import { linkIssue } from '@/lib/store/tracker-issues'
import { addProject, learnAccounts, refreshProject } from '@/lib/store/tracker-projects'
import { safeRemote } from './tracker-call'

function connected(kind: TrackerKind): Tracker {
  const tracker = trackerFor(kind)
  if (tracker) return tracker
  const words = sentence`${TRACKER_NAMES[kind]} is not connected. Set ${TRACKER_VARIABLES[kind].join(', ')}.`
  throw new AppError('unsupported', words)
}

/** Asks a tracker, and says what a person can do about its failure. */
async function ask<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof TrackerFault)) throw error
    const { kind } = error.fault
    const isPassing = kind === 'away' || kind === 'wait'
    const words = isPassing ? sentence`${error.message} Try again in a minute.` : error.message
    throw new AppError(isPassing ? 'unavailable' : kind === 'gone' ? 'not_found' : 'unprocessable', words)
  }
}

/**
 * Links an item with the issue that a person names by its address or its key. The tracker is asked at once. Throws as `linkIssue`, `bad_input` for
 * what names no issue of a known project, `not_found` for an issue that is not there, `unavailable` when the tracker does not answer.
 */
export async function linkByReference(
  viewer: Viewer,
  itemId: string,
  reference: string,
  mayTell: boolean,
): Promise<void> {
  assertCan(viewer, 'write')
  const named = readIssueReference(reference, await listTrackerPlaces())
  if (!named) {
    const words = sentence`Give the address or the key of an issue in a project that action items go to, as OPS-3 or owner/name#12.`
    throw new AppError('bad_input', words, { reference: words })
  }
  const place = await findTrackerPlace(named.projectId)
  if (!place) throw new AppError('not_found', 'This project is not among those that action items go to (any more).')
  const tracker = connected(place.kind)
  const issue = await ask(async () => {
    const found = await tracker.read(place, { name: named.name })
    return found && safeRemote(found)
  })
  if (!issue) {
    throw new AppError(
      'not_found',
      `${TRACKER_NAMES[place.kind]} has no issue ${named.name} in ${place.key}, or the token may not read it.`,
    )
  }
  if (issue.fields.owner !== null) {
    await learnAccounts(place.kind, [{ id: issue.fields.owner, name: issue.ownerName ?? issue.fields.owner }])
  }
  const { externalId, key, url, fields, updatedAt } = issue
  await linkIssue(viewer, itemId, named.projectId, { externalId, key, url, fields, updatedAt }, mayTell)
  await updateActionItem(viewer, itemId, { ticket: url })
}

async function showProject(tracker: Tracker, key: string): Promise<FoundProject> {
  const found = await ask(() => tracker.findProject(key))
  if (!found) {
    throw new AppError(
      'not_found',
      `${TRACKER_NAMES[tracker.kind]} has no project ${key}, or the token may not see it.`,
    )
  }
  const states = found.states.map((state) => ({ ...state, name: oneLine(state.name, 200) }))
  return { ...found, name: maskSecrets(oneLine(found.name, 200)).text, states }
}

/**
 * Adds a project after the tracker has shown it. Throws as `addProject`, `unsupported` for a tracker without a token, and what it answers.
 */
export async function addShownProject(viewer: Viewer, input: NewTrackerProject): Promise<{ id: string }> {
  assertCan(viewer, 'admin')
  const { kind, key } = NewTrackerProjectSchema.parse(input)
  const found = await showProject(connected(kind), key)
  return addProject(viewer, { kind, ...found })
}

/** Tests the connection to a project, reads its states anew, and gives what it is called. Throws as `addShownProject`. */
export async function testProject(viewer: Viewer, id: string): Promise<{ name: string; states: number }> {
  assertCan(viewer, 'admin')
  const place = await findTrackerPlace(id)
  if (!place) throw new AppError('not_found', 'This project is not among those that action items go to (any more).')
  const { name, states } = await showProject(connected(place.kind), place.key)
  await refreshProject(viewer, id, name, states)
  return { name, states: states.length }
}

/** Makes the people of a project known, and gives how many are new. Throws as `addShownProject`. */
export async function findPeople(viewer: Viewer, id: string): Promise<number> {
  assertCan(viewer, 'admin')
  const place = await findTrackerPlace(id)
  if (!place) throw new AppError('not_found', 'This project is not among those that action items go to (any more).')
  const tracker = connected(place.kind)
  const accounts = await ask(() => tracker.listAccounts(place.key))
  return learnAccounts(
    place.kind,
    accounts.map((account) => ({ ...account, name: maskSecrets(oneLine(account.name, 120)).text })),
  )
}
