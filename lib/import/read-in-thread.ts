import { AppError } from '@/lib/domain/errors'
import { keepFingerprint } from '@/lib/recognise/fingerprint'
import type { Catalogue } from '@/lib/store/catalogue-rows'
import { keepRecognised } from '@/lib/store/matches'
import type { NewSource } from '@/lib/store/save-source'
import {
  receivedError,
  sharedPatterns,
  type CutFailure,
  type CutPiece,
  type Place,
  type ReadPiece,
  type SentError,
} from './parse-messages'
import type { TaskLink, ThreadEnd } from './parse-thread'
import { findCurrent, readHere } from './read-here'
import type { Reading, Step } from './read-sources'
import type { SourceInput } from './run-import'
import { cutSource, partOf, type SourcePiece } from './source-pieces'

/**
 * Reads sources in a thread of the pool, beginning at a piece. A piece that ends its thread, by hanging or by its memory, fails with
 * the reason, and another thread goes on behind it.
 */
export function readInThread(inputs: readonly SourceInput[], from: Place, reading: Reading): AsyncGenerator<Step[]> {
  return new ThreadReading(inputs, from, reading).read()
}

/** Ends of a thread, before a piece is read, that are not laid at the door of this piece. */
const PATIENCE = 3

class ThreadReading {
  /** Pieces that ended their threads: while they were read, and while their source was cut up to them. */
  private readonly unread = new Map<string, AppError>()
  private readonly uncut: (Place & { error: AppError })[] = []
  private whole: NewSource | null = null
  /** The pieces of the group in hand: whatever a thread is at beyond them is being cut. */
  private reached: ReadonlySet<string> = new Set()
  private endsHere = 0

  constructor(
    private readonly inputs: readonly SourceInput[],
    private from: Place,
    private readonly reading: Reading,
  ) {}

  async *read(): AsyncGenerator<Step[]> {
    for (;;) {
      const link = this.open()
      if (!link) {
        yield* this.readWithoutThread()
        return
      }
      try {
        const end = yield* this.readGroups(link)
        if (!end) return
        this.learnFrom(end)
      } finally {
        link.close()
      }
    }
  }

  private open(): TaskLink | null {
    return this.reading.pool.open({
      inputs: this.inputs.map(({ refusal, path, kind, bytes, format, told, problems }) =>
        refusal
          ? null
          : {
              path,
              kind,
              bytes,
              ...(format ? { format } : {}),
              ...(told ? { told } : {}),
              ...(problems ? { problems } : {}),
            },
      ),
      from: this.from,
      broken: this.uncut.map(({ input, piece }) => ({ input, piece })),
      patterns: sharedPatterns(this.reading.catalogue.cues),
    })
  }

  private async *readWithoutThread(): AsyncGenerator<Step[]> {
    const { from } = this
    if (this.unread.size + this.uncut.length === 0) {
      yield* readHere(this.inputs, from, this.reading)
      return
    }
    const error = new AppError('unavailable', 'The program that reads documents could not be started again. Try again.')
    yield this.inputs.slice(from.input).map((input) => ({ input, error }))
  }

  /** Gives how the thread ended, if it did so before the task was done. */
  private async *readGroups(link: TaskLink): AsyncGenerator<Step[], ThreadEnd | null> {
    for (;;) {
      const message = await link.next()
      if (message.say === 'ended') return message
      if (message.say !== 'pieces') return null
      const group = message.pieces.map((cut) => ({ cut, step: this.stepOf(cut) }))
      this.reached = new Set(group.map(({ cut }) => nameOf(cut)))
      const known = this.reading.readAll ? new Set() : await findCurrent(group.map(({ step }) => step))
      const wanted = group.map(
        ({ cut, step }) => 'piece' in step && !known.has(step.piece.source.sha256) && !this.unread.has(nameOf(cut)),
      )
      link.read(wanted)
      const steps: Step[] = []
      for (const [index, { cut, step }] of group.entries()) {
        const answer = wanted[index] ? await link.next() : null
        if (answer?.say === 'ended') {
          if (steps.length > 0) yield steps
          return answer
        }
        if (answer?.say === 'piece' && 'piece' in step) keepAnswer(step.piece, answer.result, this.reading.catalogue)
        steps.push(step)
        this.from = 'error' in cut ? { input: cut.input + 1, piece: 0 } : { input: cut.input, piece: cut.piece + 1 }
        this.endsHere = 0
      }
      yield steps
    }
  }

  /** What ended the thread is passed over by the next one. */
  private learnFrom({ place, error }: ThreadEnd): void {
    const guilty = place ?? (++this.endsHere > PATIENCE ? this.from : null)
    if (!guilty) return
    if (this.reached.has(nameOf(guilty))) this.unread.set(nameOf(guilty), error)
    else this.uncut.push({ ...guilty, error })
  }

  private stepOf(cut: CutPiece | CutFailure): Step {
    const input = this.inputs[cut.input]
    if (!input) throw new Error(`There is no input ${cut.input} in this task.`)
    if ('error' in cut) return { input, error: cut.error ? receivedError(cut.error) : this.whyPassedOver(input, cut) }
    if (cut.whole) {
      const { bytes, ...whole } = cut.whole
      this.whole = { kind: input.kind, ...whole, bytes: bytes ?? new Uint8Array(input.bytes) }
    }
    const { whole } = this
    if (!whole) throw new Error('The first piece of a source comes with the whole.')
    const { key = null, extent: [start, end] = [0, 0], context = {}, sha256 } = cut.part ?? {}
    const source = key === null ? whole : partOf(whole, { key, start, end, context }, sha256)
    const error = this.unread.get(nameOf(cut))
    // Stored when it was asked for, and not any more when it is saved.
    const read = () => pieceAt(input, cut.piece).read()
    const noticed = cut.piece === 0 ? (input.problems ?? []) : []
    return { input, piece: { source, key, start, noticed, read: error ? () => fail(error) : read } }
  }

  private whyPassedOver(input: SourceInput, { input: index }: Place): AppError {
    const found = input.refusal ?? this.uncut.find((place) => place.input === index)?.error
    return found ?? new AppError('unprocessable', 'This document could not be read.')
  }
}

const nameOf = ({ input, piece }: Place): string => `${input} ${piece}`

function fail(error: Error): never {
  throw error
}

function pieceAt(input: SourceInput, index: number): SourcePiece {
  let place = 0
  for (const piece of cutSource(input)) if (place++ === index) return piece
  throw new AppError('unprocessable', 'This document could not be read.')
}

/** What a thread says of a piece is what this one would have found. */
function keepAnswer(piece: SourcePiece, answer: ReadPiece | { error: SentError }, catalogue: Catalogue): void {
  if ('error' in answer) {
    const error = receivedError(answer.error)
    piece.read = () => fail(error)
    return
  }
  const { read, keys, found } = answer
  read.documents.forEach((document, index) => {
    const [own, patterns] = [keys[index], found[index]]
    if (own) keepFingerprint(document, own)
    if (patterns) keepRecognised(document, piece.source.text, catalogue, patterns)
  })
  piece.read = () => read
}
