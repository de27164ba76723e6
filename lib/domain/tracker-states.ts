import type { ActionItemStatus } from '@/lib/schema/action-item'
import { ACTION_ITEM_STATUS_CHOICES } from '@/lib/schema/choices'
import type { StateOfStatus, TrackerState, TrackerStates } from '@/lib/schema/tracker'

const KIND_OF_STATUS = {
  open: 'waiting',
  'in-progress': 'started',
  blocked: 'started',
  done: 'done',
  'wont-do': 'dropped',
} as const satisfies Record<ActionItemStatus, TrackerState['kind']>

const STATUS_OF_KIND = {
  waiting: 'open',
  started: 'in-progress',
  done: 'done',
  dropped: 'wont-do',
  other: null,
} as const satisfies Record<TrackerState['kind'], ActionItemStatus | null>

/** Names under which trackers keep what some statuses mean, in the order of preference. */
const USUAL_NAMES: Partial<Record<ActionItemStatus, readonly RegExp[]>> = {
  open: [/^(?:open|to ?do|selected for development)$/i, /^backlog$/i],
  'in-progress': [/^in[ -]?progress$/i, /^(?:doing|started)$/i],
  blocked: [/^(?:blocked|on hold|impeded)$/i, /^waiting$/i],
  done: [/^(?:done|completed|closed as completed)$/i, /^(?:resolved|closed)$/i],
  'wont-do': [/^(?:won['’]?t (?:do|fix)|wontfix|declined|rejected)$/i, /^(?:cancel+ed|closed as not planned)$/i],
}

/**
 * Sensible states for the statuses of action items out of those that a project has: one with a usual name, else the first of the same
 * kind; won't-do falls back to a done state where a tracker knows no other end. null where there is none.
 */
export function guessStates(known: readonly TrackerState[]): StateOfStatus {
  const ofKind = (status: ActionItemStatus) => known.find(({ kind }) => kind === KIND_OF_STATUS[status])
  const named = (status: ActionItemStatus) =>
    (USUAL_NAMES[status] ?? []).flatMap((name) => known.find((state) => name.test(state.name)) ?? [])[0]
  const guess = (status: ActionItemStatus) =>
    (named(status) ?? ofKind(status) ?? (status === 'wont-do' ? ofKind('done') : undefined))?.id ?? null
  return {
    open: guess('open'),
    'in-progress': guess('in-progress'),
    blocked: guess('blocked'),
    done: guess('done'),
    'wont-do': guess('wont-do'),
  }
}

/** The status that a state of a tracker stands for: one that it was chosen for, else what its kind says; null for an unknown state. */
export function statusOfState({ known, of }: TrackerStates, stateId: string): ActionItemStatus | null {
  const chosen = ACTION_ITEM_STATUS_CHOICES.find((status) => of[status] === stateId)
  if (chosen !== undefined) return chosen
  const state = known.find(({ id }) => id === stateId)
  return state ? STATUS_OF_KIND[state.kind] : null
}

/** The state that a status is told as; undefined where none was chosen. */
export function stateOfStatus({ of }: TrackerStates, status: ActionItemStatus): string | undefined {
  return of[status] ?? undefined
}

/** Choices of before for states that are still there, guesses for the others. */
export function refreshStates(before: TrackerStates, known: TrackerState[]): TrackerStates {
  const there = new Set(known.map(({ id }) => id))
  const guessed = guessStates(known)
  const of = Object.fromEntries(
    ACTION_ITEM_STATUS_CHOICES.map((status) => {
      const chosen = before.of[status]
      return [status, chosen !== null && there.has(chosen) ? chosen : guessed[status]]
    }),
  ) as StateOfStatus
  return { known, of }
}
