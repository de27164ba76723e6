import { setImmediate } from 'node:timers/promises'
import { prepareSource } from '@/lib/store/prepare-source'
import { findStoredSources } from '@/lib/store/stored-source'
import { GROUP, type Place } from './parse-messages'
import type { Reading, Step } from './read-sources'
import type { SourceInput } from './run-import'
import { cutSource } from './source-pieces'

/**
 * Reads sources in this thread, beginning at a piece, and lets the database's answers in between. Ends early when `isEnough` says
 * so, and gives the place at which to go on; null at the end.
 */
export async function* readHere(
  inputs: readonly SourceInput[],
  from: Place,
  { catalogue, readAll }: Pick<Reading, 'catalogue' | 'readAll'>,
  isEnough: () => boolean = () => false,
): AsyncGenerator<Step[], Place | null> {
  for (const { steps, next } of inGroups(cutAll(inputs, from))) {
    const known = readAll ? new Set() : await findCurrent(steps)
    for (const step of steps) {
      if ('error' in step || known.has(step.piece.source.sha256)) continue
      prepareSource(step.piece, catalogue)
      await setImmediate()
    }
    yield steps
    if (isEnough()) return next
  }
  return null
}

/** The hashes of those pieces that are stored already, as something that still holds. */
export async function findCurrent(steps: readonly Step[]): Promise<Set<string>> {
  const hashes = steps.flatMap((step) => ('piece' in step ? [step.piece.source.sha256] : []))
  const stored = await findStoredSources(hashes)
  return new Set([...stored].filter(([, { current }]) => current).map(([sha256]) => sha256))
}

type Cut = { step: Step; next: Place }

function* cutAll(inputs: readonly SourceInput[], from: Place): Generator<Cut> {
  for (const [index, input] of inputs.entries()) {
    if (index < from.input) continue
    const first = index === from.input ? from.piece : 0
    let piece = 0
    try {
      for (const one of cutSource(input)) {
        piece++
        if (piece > first) yield { step: { input, piece: one }, next: { input: index, piece } }
      }
    } catch (error) {
      yield { step: { input, error }, next: { input: index + 1, piece: 0 } }
    }
  }
}

function* inGroups(cuts: Iterable<Cut>): Generator<{ steps: Step[]; next: Place }> {
  let steps: Step[] = []
  let length = 0
  let last: Place = { input: 0, piece: 0 }
  for (const { step, next } of cuts) {
    steps.push(step)
    length += 'piece' in step ? step.piece.source.text.length : 0
    last = next
    if (steps.length < GROUP.pieces && length < GROUP.length) continue
    yield { steps, next }
    steps = []
    length = 0
  }
  if (steps.length > 0) yield { steps, next: last }
}
