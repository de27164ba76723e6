import type { MessagePort } from 'node:worker_threads'
import { compileCues, type CompiledCues } from '@/lib/recognise/cue-index'
import { fingerprintOf } from '@/lib/recognise/fingerprint'
import { matchPatterns } from '@/lib/recognise/match-patterns'
import { findRisks } from '@/lib/recognise/premortem'
import type { CataloguePattern } from '@/lib/schema/pattern'
import { countDocuments } from './count-documents'
import {
  GROUP,
  type CountTask,
  hasPatterns,
  IDLE,
  sentError,
  type CutFailure,
  type CutPiece,
  type FromThread,
  type ParseTask,
  type PlanTask,
  type ReadPiece,
  type SentInput,
  type SharedPatterns,
  type ToThread,
  type WeighedPlan,
} from './parse-messages'
import { maskSecrets } from './secrets'
import { cutSource, type SourcePiece } from './source-pieces'

/** What a thread does with a source and with each piece of it. */
export type Parsing = {
  count: (source: CountTask) => number
  cut: (input: SentInput) => Iterable<SourcePiece>
  read: (piece: SourcePiece, cues: CompiledCues) => ReadPiece
}

/** Reads a piece, and finds its keys and its patterns. Throws what reading it throws. */
export function readPiece({ source, read }: SourcePiece, cues: CompiledCues): ReadPiece {
  const { format, documents, problems } = read()
  return {
    read: { format, documents, problems },
    keys: documents.map((document) => (document.kind === 'incident' ? fingerprintOf(document) : null)),
    found: documents.map((document) => (hasPatterns(document) ? matchPatterns(document, cues, source.text) : null)),
  }
}

/** `group`: what was told last; `cut`: the pieces in it. */
type Task = {
  cutting: Generator<CutPiece | CutFailure>
  group: (CutPiece | CutFailure)[]
  cut: Map<CutPiece, SourcePiece>
  patterns: SharedPatterns
}
/** A piece to be read, or what is done once those of a group are. */
type Work = { task: number; piece: CutPiece } | { task: number; piece: null }

/**
 * Serves the imports that talk to this thread through `port`: cuts their sources, says what the pieces are, and reads those that
 * are wanted, one at a time and in their order.
 */
export function serveParsing(
  port: MessagePort,
  parsing: Parsing = { count: countDocuments, cut: cutSource, read: readPiece },
): void {
  const thread = new ParseServer(port, parsing)
  port.on('message', (message: ToThread) => thread.hear(message))
  port.postMessage({ say: 'ready' } satisfies FromThread)
}

class ParseServer {
  private readonly tasks = new Map<number, Task>()
  private readonly work: Work[] = []
  /** Says where this thread is, even when it is stopped there. */
  private current: Int32Array = new Int32Array(3)
  private compiled: { key: string; cues: CompiledCues } | null = null

  constructor(
    private readonly port: MessagePort,
    private readonly parsing: Parsing,
  ) {}

  hear(message: ToThread): void {
    if (message.say === 'start') this.current = message.current
    else if (message.say === 'forget') this.tasks.delete(message.task)
    else if (message.say === 'cut') {
      const { task, patterns } = message
      const cut: Task['cut'] = new Map()
      this.tasks.set(task, { cutting: this.cutAll(task, message, cut), group: [], cut, patterns })
      this.cutGroup(task)
    } else if (message.say === 'weigh') this.weigh(message)
    else if (message.say === 'count') this.count(message)
    else this.plan(message.task, message.wanted)
  }

  private weigh({ task, text: given, mask, patterns }: { task: number } & PlanTask): void {
    this.current.set([task, 0, 0])
    let result: WeighedPlan | { error: ReturnType<typeof sentError> }
    try {
      const text = mask ? maskSecrets(given).text : given
      result = { text, found: findRisks(text, this.cuesOf(patterns)) }
    } catch (error) {
      result = { error: sentError(error) }
    }
    this.tell({ say: 'weighed', task, result })
    this.current[0] = IDLE
  }

  private count({ task, ...source }: { task: number } & CountTask): void {
    this.current.set([task, 0, 0])
    let documents = 1
    try {
      documents = this.parsing.count(source)
    } catch {
      // What is wrong with it is told when it is read.
    }
    this.tell({ say: 'counted', task, documents })
    this.current[0] = IDLE
  }

  /** Between two pieces messages are heard, so that the next task is cut before this one is at its end. */
  private plan(number: number, wanted: readonly boolean[]): void {
    const group = this.tasks.get(number)?.group ?? []
    const isWaiting = this.work.length > 0
    for (const [index, piece] of group.entries()) {
      if (wanted[index] && !('error' in piece)) this.work.push({ task: number, piece })
    }
    this.work.push({ task: number, piece: null })
    if (!isWaiting) setImmediate(() => this.doWork())
  }

  private doWork(): void {
    const next = this.work[0]
    if (next) {
      if (next.piece === null) this.cutGroup(next.task)
      else this.readOne(next.task, next.piece)
    }
    this.work.shift()
    if (this.work.length > 0) setImmediate(() => this.doWork())
  }

  private cutGroup(number: number): void {
    const task = this.tasks.get(number)
    if (!task) return
    task.cut.clear()
    const pieces: (CutPiece | CutFailure)[] = (task.group = [])
    for (let length = 0; pieces.length < GROUP.pieces && length < GROUP.length;) {
      const next = task.cutting.next()
      this.current[0] = IDLE
      if (next.done) break
      pieces.push(next.value)
      if (!('error' in next.value)) length += task.cut.get(next.value)?.source.text.length ?? 0
    }
    if (pieces.length > 0) return this.tell({ say: 'pieces', task: number, pieces })
    this.tasks.delete(number)
    this.tell({ say: 'end', task: number })
  }

  private *cutAll(
    number: number,
    { inputs, from, broken }: ParseTask,
    cut: Task['cut'],
  ): Generator<CutPiece | CutFailure> {
    for (let input = from.input; input < inputs.length; input++) {
      const given = inputs[input]
      const first = input === from.input ? from.piece : 0
      const last = broken.find((place) => place.input === input && place.piece >= first)?.piece ?? Infinity
      const passed = { input, piece: last === Infinity ? first : last, error: null }
      if (!given || last === first) {
        yield passed
        continue
      }
      let piece = 0
      try {
        this.current.set([number, input, piece])
        for (const one of this.parsing.cut(given)) {
          if (piece >= first) {
            const sent = sentPiece({ input, piece }, one, piece === first, given.bytes)
            cut.set(sent, one)
            yield sent
          }
          piece++
          if (piece >= last) {
            yield passed
            break
          }
          this.current.set([number, input, piece])
        }
      } catch (error) {
        yield { input, piece, error: sentError(error) }
      }
    }
  }

  private readOne(number: number, sent: CutPiece): void {
    const task = this.tasks.get(number)
    const piece = task?.cut.get(sent)
    if (!task || !piece) return
    this.current.set([number, sent.input, sent.piece])
    let result: ReadPiece | { error: ReturnType<typeof sentError> }
    try {
      result = this.parsing.read(piece, this.cuesOf(task.patterns))
    } catch (error) {
      result = { error: sentError(error) }
    }
    this.tell({ say: 'piece', task: number, result })
    this.current[0] = IDLE
  }

  private cuesOf({ key, json }: SharedPatterns): CompiledCues {
    if (this.compiled?.key !== key) {
      // Of the same program: it is what the import's own catalogue was compiled from. Shared memory cannot be decoded in place.
      const patterns = JSON.parse(new TextDecoder().decode(new Uint8Array(json).slice())) as CataloguePattern[]
      this.compiled = { key, cues: compileCues(patterns) }
    }
    return this.compiled.cues
  }

  private tell(message: FromThread): void {
    this.port.postMessage(message)
  }
}

function sentPiece(
  place: CutPiece | Omit<CutPiece, 'whole' | 'part'>,
  piece: SourcePiece,
  isFirst: boolean,
  given: Uint8Array,
): CutPiece {
  const { source, key } = piece
  const { origin, text, bytes, sha256 } = source.part?.of ?? source
  const whole = {
    origin,
    text,
    bytes: Buffer.from(given.buffer, given.byteOffset, given.length).equals(bytes) ? null : bytes,
    sha256,
  }
  const part =
    source.part && key !== null
      ? { key, extent: source.part.extent, context: source.part.context, sha256: source.sha256 }
      : null
  return { ...place, whole: isFirst ? whole : null, part }
}
