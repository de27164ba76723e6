// GitHub's issues are open or closed; what lies between is told by labels.
import { ACTION_ITEM_STATUS_CHOICES } from '@/lib/schema/choices'
import type { TrackerState, TrackerStates } from '@/lib/schema/tracker'

const LABEL = 'label:'
/** Labels that GitHub makes when the first issue gets them. */
const USUAL_LABELS = ['in progress', 'blocked'] as const

export type StateChange = { state: 'open' | 'closed'; state_reason?: 'completed' | 'not_planned'; labels?: string[] }

/** The states of a repository with these labels: open, closed for two reasons, and open with a label. */
export function statesOfLabels(labels: readonly string[]): TrackerState[] {
  const has = (wanted: string) =>
    labels.some((label) => label.toLowerCase().replaceAll('-', ' ') === wanted || label.toLowerCase() === wanted)
  const shown = [...USUAL_LABELS.filter((label) => !has(label)), ...labels]
  return [
    { id: 'open', name: 'Open', kind: 'waiting' },
    { id: 'completed', name: 'Closed as completed', kind: 'done' },
    { id: 'not_planned', name: 'Closed as not planned', kind: 'dropped' },
    ...shown.map((name): TrackerState => ({ id: `${LABEL}${name}`, name, kind: 'other' })),
  ]
}

/** The labels that stand for a status. */
function chosenLabels({ of }: TrackerStates): string[] {
  return ACTION_ITEM_STATUS_CHOICES.flatMap((status) => {
    const state = of[status]
    return state?.startsWith(LABEL) ? [state.slice(LABEL.length)] : []
  })
}

/** The state of an issue. Of several labels that stand for a status the last status counts: blocked before in progress. */
export function stateOfIssue(
  issue: { state: string; state_reason?: string | null | undefined; labels: readonly string[] },
  states: TrackerStates,
): string {
  if (issue.state === 'closed') {
    return issue.state_reason === 'not_planned' || issue.state_reason === 'duplicate' ? 'not_planned' : 'completed'
  }
  const has = new Set(issue.labels.map((label) => label.toLowerCase()))
  const label = chosenLabels(states).findLast((name) => has.has(name.toLowerCase()))
  return label === undefined ? 'open' : `${LABEL}${label}`
}

/** What GitHub is told so that an issue with these labels comes to be in a state. Labels that stand for no status stay. */
export function changeToState(wanted: string, labels: readonly string[], states: TrackerStates): StateChange {
  const chosen = new Set(chosenLabels(states).map((label) => label.toLowerCase()))
  const others = labels.filter((label) => !chosen.has(label.toLowerCase()))
  const next = wanted.startsWith(LABEL) ? [...others, wanted.slice(LABEL.length)] : others
  const isSame = next.length === labels.length && next.every((label) => labels.includes(label))
  const changed = isSame ? {} : { labels: next }
  if (wanted === 'completed' || wanted === 'not_planned') return { state: 'closed', state_reason: wanted, ...changed }
  return { state: 'open', ...changed }
}
