import type { TrackerStates } from '@/lib/schema/tracker'

/** States of a project of which none is known. */
export const NO_STATES: TrackerStates = {
  known: [],
  of: { open: null, 'in-progress': null, blocked: null, done: null, 'wont-do': null },
}
