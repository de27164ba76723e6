import { isCheapToRead } from '@/lib/domain/reading-cost'
import { readStoredCatalogue, type Catalogue } from '@/lib/store/catalogue-rows'
import type { ParsePool } from './parse-pool'
import type { SourceInput } from './run-import'
import { readHere } from './read-here'
import { readInThread } from './read-in-thread'
import type { SourcePiece } from './source-pieces'

/** A document on its way: what is to be saved, or why it cannot be. */
export type Step = { input: SourceInput } & ({ piece: SourcePiece } | { error: unknown })

/** `readAll`: also what is stored already. */
export type Reading = { catalogue: Catalogue; readAll: boolean; pool: ParsePool }

/** Sources that are given to a thread at once, and the length of their bytes. */
const CHUNK = { sources: 16, length: 300_000 }

/** Longer ones, in bytes, may take seconds however harmless they look. */
const READ_HERE = 30_000

/** Whether reading a source may take so long that nobody else would be answered meanwhile: anybody may have written it. */
export function isCostly({ bytes, refusal }: Pick<SourceInput, 'bytes' | 'refusal'>): boolean {
  if (refusal) return false
  return bytes.length > READ_HERE || !isCheapToRead(new TextDecoder().decode(bytes))
}

/**
 * Cuts sources into their pieces and reads those that are not stored yet, finding their patterns and fingerprints: in threads when
 * there are many, which then read ahead of what is asked for, or when one may be costly. Gives the pieces in the order of the sources, some at a time.
 */
export async function* readSources(
  inputs: Iterable<SourceInput> | AsyncIterable<SourceInput>,
  reading: Reading,
): AsyncGenerator<Step[]> {
  const { pool } = reading
  const begun: Begun[] = []
  const seen = { sources: 0, length: 0 }
  // Until a thread is ready this one reads.
  const isReady = () => pool.isWorthwhile(seen) && pool.warmUp()
  try {
    for await (const chunk of inChunks(inputs)) {
      seen.sources += chunk.length
      seen.length += lengthOf(chunk)
      const isAside = begun.length > 0 || isReady() || (await isReadyFor(chunk, pool))
      const from = isAside ? START : yield* readHere(chunk, START, reading, isReady)
      if (from === null) continue
      begun.push(begin(readInThread(chunk, from, reading)))
      while (begun.length > pool.width) yield* groupsOf(begun.shift())
    }
    while (begun.length > 0) yield* groupsOf(begun.shift())
  } finally {
    await Promise.all(begun.map(({ groups }) => groups.return(undefined)))
  }
}

/** Waits for the threads when something in the chunk is not to be read by this one; whether there are any. */
async function isReadyFor(chunk: readonly SourceInput[], pool: ParsePool): Promise<boolean> {
  if (!chunk.some(isCostly)) return false
  await pool.ready()
  return pool.size > 0
}

/** All pieces of one source, read. Throws why it cannot be cut. */
export async function readPieces(input: SourceInput, pool: ParsePool): Promise<SourcePiece[]> {
  const pieces: SourcePiece[] = []
  for await (const steps of readSources([input], { catalogue: await readStoredCatalogue(), readAll: true, pool })) {
    for (const step of steps) {
      if ('error' in step) throw step.error
      pieces.push(step.piece)
    }
  }
  return pieces
}

const START = { input: 0, piece: 0 }

async function* inChunks(
  inputs: Iterable<SourceInput> | AsyncIterable<SourceInput>,
): AsyncGenerator<[SourceInput, ...SourceInput[]]> {
  let chunk: SourceInput[] = []
  for await (const input of inputs) {
    const [first, ...others] = chunk
    if (first && (chunk.length >= CHUNK.sources || lengthOf([...chunk, input]) > CHUNK.length)) {
      yield [first, ...others]
      chunk = []
    }
    chunk.push(input)
  }
  const [first, ...others] = chunk
  if (first) yield [first, ...others]
}

const lengthOf = (chunk: readonly SourceInput[]): number => chunk.reduce((sum, { bytes }) => sum + bytes.length, 0)

/** A generator whose first item has been asked for. */
type Begun = { first: Promise<IteratorResult<Step[]>>; groups: AsyncGenerator<Step[]> }

function begin(groups: AsyncGenerator<Step[]>): Begun {
  const first = groups.next()
  // It is awaited later: until then a failure must not count as one that nobody handles.
  first.catch(() => undefined)
  return { first, groups }
}

async function* groupsOf(begun: Begun | undefined): AsyncGenerator<Step[]> {
  if (!begun) return
  const { first, groups } = begun
  try {
    for (let next = await first; !next.done; next = await groups.next()) yield next.value
  } finally {
    await groups.return(undefined)
  }
}
