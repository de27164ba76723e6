import type { PlannedStep, RunEntry } from '@/lib/schema/skill-run'
import { fillIn } from './run-parameters'
import { inOrder } from './run-state'

/** What stands for a value that is not stored. */
const HIDDEN = '•••'
const SHOWN = 120

/** The first sentence of a step, without marks of Markdown. */
export function stepWords(step: PlannedStep | undefined): string {
  const plain = (step?.text ?? '').replace(/[*_`]/g, '').trim()
  const first = /^[^\n.!?。]*/.exec(plain)?.[0].trim() ?? ''
  return first.length > SHOWN ? `${first.slice(0, SHOWN)}…` : first
}

/** A command as it was copied: with the values that were there by then, of which secrets are hidden. */
export function copiedCommand(
  entry: Extract<RunEntry, { kind: 'copied' }>,
  plan: readonly PlannedStep[],
  log: readonly RunEntry[],
) {
  const code = plan[entry.step]?.code[entry.code]
  if (!code) return ''
  const values = new Map<string, string | null>()
  for (const one of inOrder(log)) {
    if (one.kind === 'filled' && Date.parse(one.at) <= Date.parse(entry.at)) values.set(one.name, one.value ?? HIDDEN)
  }
  return fillIn(code, plan, values).text
}

/** An entry of a run in words, after the name of who did it: "went to step 2: Compare the times". */
export function entryWords(entry: RunEntry, plan: readonly PlannedStep[], log: readonly RunEntry[]): string {
  switch (entry.kind) {
    case 'went':
      return `went to step ${entry.step + 1}: ${stepWords(plan[entry.step])}`
    case 'copied':
      return `copied: ${copiedCommand(entry, plan, log)}`
    case 'noted':
      return `noted: ${entry.text}`
    case 'filled':
      return entry.value === null ? `filled in ${entry.name} (not stored)` : `filled in ${entry.name}: ${entry.value}`
    case 'exited':
      return `left at step ${entry.step + 1}: ${entry.words}`
    case 'ended':
      return `ended it: ${entry.outcome ?? 'left without a result'}${entry.note ? `. ${entry.note}` : ''}`
    case 'reopened':
      return 'opened it again'
  }
}
