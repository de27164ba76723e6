import type { PlannedStep, RunEntry, RunOutcome } from '@/lib/schema/skill-run'
import type { RunSection } from '@/lib/schema/skill-run-choices'

/** A stretch of time at one step, in milliseconds since the epoch; `to` is null while it lasts. */
type Stay = { step: number; from: number; to: number | null }

export type RunState = {
  /** The step that is followed now, from 0. */
  step: number
  /** What commands are filled in with; null for a value that is not stored. */
  values: ReadonlyMap<string, string | null>
  /** How it ended; null while it is followed. */
  end: { outcome: RunOutcome | null; note: string | null; at: string; by: string } | null
  stays: readonly Stay[]
}

/** Entries in the order in which they happened; what was told late stands where it belongs. */
export function inOrder(log: readonly RunEntry[]): RunEntry[] {
  return log.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1))
}

/**
 * The instant of what is done at `now`, in milliseconds: after everything in the log. Whoever does it has seen that, and a clock that is
 * set by answers of the server goes back when one of them is slow.
 */
export function timeOfNext(log: readonly Pick<RunEntry, 'at'>[], now: number): string {
  return new Date(log.reduce((latest, { at }) => Math.max(latest, Date.parse(at) + 1), now)).toISOString()
}

/**
 * Where a run stands after its log: everybody who has the same entries sees the same, in whichever order they came. The first end
 * holds until somebody opens the run again. `startedAt` is an instant, `steps` how many there are to follow.
 */
export function stateOfRun(log: readonly RunEntry[], startedAt: string, steps: number): RunState {
  const stays: Stay[] = [{ step: 0, from: Date.parse(startedAt), to: null }]
  const values = new Map<string, string | null>()
  let end: RunState['end'] = null
  const leave = (at: number) => {
    const last = stays.at(-1)
    if (last?.to === null) last.to = Math.max(last.from, at)
  }
  const stay = (step: number, from: number) => void stays.push({ step, from, to: null })
  for (const entry of inOrder(log)) {
    const at = Date.parse(entry.at)
    if (entry.kind === 'filled') values.set(entry.name, entry.value)
    if (entry.kind === 'ended' && end === null) {
      end = { outcome: entry.outcome, note: entry.note, at: entry.at, by: entry.by }
      leave(at)
    }
    if (entry.kind === 'reopened' && end !== null) {
      end = null
      stay(stays.at(-1)?.step ?? 0, at)
    }
    if (entry.kind === 'went' && end === null && entry.step < steps && entry.step !== stays.at(-1)?.step) {
      leave(at)
      stay(entry.step, at)
    }
  }
  return { step: stays.at(-1)?.step ?? 0, values, end, stays }
}

/** Milliseconds spent at one step until `now`. */
export function timeAt({ stays }: RunState, step: number, now: number): number {
  return stays.reduce((all, stay) => (stay.step === step ? all + Math.max(0, (stay.to ?? now) - stay.from) : all), 0)
}

/** Milliseconds spent in the steps of a section until `now`. */
export function timeIn(state: RunState, plan: readonly PlannedStep[], section: RunSection, now: number): number {
  return plan.reduce((all, step, index) => (step.section === section ? all + timeAt(state, index, now) : all), 0)
}
