// What is to be done so that an action item and its issue say the same: a three-way merge of each field.
import { ActionItemStatusSchema, type ActionItemStatus } from '@/lib/schema/action-item'
import type {
  Base,
  Met,
  OwnFields,
  RemoteFields,
  TrackerConflict,
  TrackerField,
  TrackerStates,
} from '@/lib/schema/tracker'
import { TRACKER_FIELDS } from '@/lib/schema/tracker-choices'
import { stateOfStatus, statusOfState } from './tracker-states'

/** How the two sides' terms translate: states of the project, owners by the tracker's account, and whether issues have a due date. */
export type Terms = {
  states: TrackerStates
  /** Name of the owner by id of the account. */
  ownerOf: ReadonlyMap<string, string>
  canHoldDue: boolean
}

type Value = string | null
/** What one side says in the other's terms; undefined: the other side has no word for it. */
type Told = Value | undefined

export type SyncPlan = {
  /** What the tracker is to be told, in its terms. */
  send: Partial<RemoteFields>
  /** What the action item becomes. */
  take: Partial<OwnFields>
  /** Fields that both sides changed: nothing is done until a person decides. */
  conflict: TrackerConflict
  /** Fields that the tracker cannot be told although they changed here. */
  untold: TrackerField[]
  /** What both sides have in common once `send` and `take` are done. */
  base: Base
}

/** The names of one owner as they are compared: "@Maya" is maya. */
export const ownerKey = (owner: string): string => owner.trim().replace(/^@/, '').toLowerCase()

function tellTracker(field: TrackerField, ours: Value, terms: Terms): Told {
  if (field === 'due') return terms.canHoldDue ? ours : undefined
  if (field === 'status') {
    const status: ActionItemStatus | null = ActionItemStatusSchema.nullable().catch(null).parse(ours)
    return status === null ? undefined : stateOfStatus(terms.states, status)
  }
  if (ours === null) return null
  const wanted = ownerKey(ours)
  for (const [account, owner] of terms.ownerOf) if (ownerKey(owner) === wanted) return account
  return undefined
}

function tellItem(field: TrackerField, theirs: Value, terms: Terms): Told {
  if (field === 'due') return terms.canHoldDue ? theirs : undefined
  if (field === 'status') return theirs === null ? undefined : (statusOfState(terms.states, theirs) ?? undefined)
  return theirs === null ? null : terms.ownerOf.get(theirs)
}

/** Whether both sides say the same, as far as their words allow. Several statuses may share one state of the tracker. */
function agree(field: TrackerField, ours: Value, theirs: Value, terms: Terms): boolean {
  const read = tellItem(field, theirs, terms)
  if (read !== undefined && sameOwn(field, read, ours)) return true
  const told = tellTracker(field, ours, terms)
  return told !== undefined && told === theirs
}

const sameOwn = (field: TrackerField, a: Value, b: Value): boolean =>
  a === b || (field === 'owner' && a !== null && b !== null && ownerKey(a) === ownerKey(b))

type FieldPlan =
  | { do: 'nothing'; met: Met }
  | { do: 'send'; value: Value; met: Met }
  | { do: 'take'; value: Value; met: Met }
  | { do: 'ask' }
  | { do: 'untold' }

function planField(field: TrackerField, met: Met, ours: Value, theirs: Value, terms: Terms): FieldPlan {
  if (field === 'due' && !terms.canHoldDue) return { do: 'nothing', met }
  if (agree(field, ours, theirs, terms)) return { do: 'nothing', met: { ours, theirs } }
  // A status that nobody knows says nothing; without a common past, neither does a field that is empty.
  const weSay = met === null ? ours !== null : !sameOwn(field, ours, met.ours) && (field !== 'status' || ours !== null)
  const theySay = met === null ? theirs !== null : theirs !== met.theirs
  if (weSay && theySay) return { do: 'ask' }
  if (weSay) {
    const value = tellTracker(field, ours, terms)
    return value === undefined ? { do: 'untold' } : { do: 'send', value, met: { ours, theirs: value } }
  }
  if (!theySay) return { do: 'nothing', met }
  const value = tellItem(field, theirs, terms)
  // A state or an account that nobody knows here yet: it is taken once it is known.
  return value === undefined ? { do: 'nothing', met } : { do: 'take', value, met: { ours: value, theirs } }
}

/**
 * Decides for each field who is to be told what, from what both sides said when they last agreed (`base`), what the action item says now and
 * what the tracker says now. Only a side that has changed is followed; when both have, differently, it is a conflict, and no value of either is
 * lost. Told again with its own result it plans nothing.
 */
export function planSync(base: Base, ours: OwnFields, theirs: RemoteFields, terms: Terms): SyncPlan {
  const plan: SyncPlan = { send: {}, take: {}, conflict: {}, untold: [], base: { ...base } }
  for (const field of TRACKER_FIELDS) {
    const step = planField(field, base[field], ours[field], theirs[field], terms)
    if (step.do === 'ask') plan.conflict[field] = { ours: ours[field], theirs: theirs[field] }
    else if (step.do === 'untold') plan.untold.push(field)
    else {
      plan.base[field] = step.met
      if (step.do === 'send') Object.assign(plan.send, { [field]: step.value })
      if (step.do === 'take') Object.assign(plan.take, { [field]: step.value })
    }
  }
  return plan
}

/**
 * The base after a person has decided a conflict: with `ours` the tracker counts as having said what it says for long, so that ours is sent;
 * with `theirs` the other way round.
 */
export function decideField(
  base: Base,
  field: TrackerField,
  choice: 'ours' | 'theirs',
  ours: OwnFields,
  theirs: RemoteFields,
): Base {
  const met = base[field]
  const decided =
    choice === 'ours'
      ? { ours: differentFrom(ours[field], met?.ours ?? null), theirs: theirs[field] }
      : { ours: ours[field], theirs: differentFrom(theirs[field], met?.theirs ?? null) }
  return { ...base, [field]: decided }
}

/** What a side said before; a value that no side can say where that is what it says now. */
const differentFrom = (now: Value, before: Value): Value => (before !== now ? before : now === null ? '' : null)

/**
 * The base of an issue that has just been made from an item: what the item says and the issue does not is still to be sent, what the item leaves
 * open is taken as the tracker fills it in.
 */
export function baseOfCreated(ours: OwnFields, theirs: RemoteFields, terms: Terms): Base {
  const met = (field: TrackerField): Met => {
    if (ours[field] === null) return null
    const read = tellItem(field, theirs[field], terms)
    return { ours: read === undefined || sameOwn(field, read, ours[field]) ? null : read, theirs: theirs[field] }
  }
  return { status: met('status'), owner: met('owner'), due: met('due') }
}
