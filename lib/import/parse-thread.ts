import { log } from '@/lib/observe/log'
import type { ResourceLimits, Worker } from 'node:worker_threads'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import {
  IDLE,
  type CountTask,
  type FromThread,
  type ParseTask,
  type Place,
  type PlanTask,
  type ToThread,
} from './parse-messages'

/** Why a thread ended while it had a task; `place`: the piece of the task that it was at, if it was at this task. */
export type ThreadEnd = { say: 'ended'; place: Place | null; error: AppError }

/** What one task hears of its thread, in order. After `end` or `ended` comes nothing more. */
export type TaskLink = {
  next: () => Promise<FromThread | ThreadEnd>
  /** Which pieces of the group that came last are to be read; afterwards the next group comes. */
  read: (wanted: boolean[]) => void
  close: () => void
}

export type ThreadOptions = {
  /** Starts the thread's program, which calls `serveParsing`. */
  start: (limits: ResourceLimits) => Worker
  /** A thread that says nothing for so long while it is at a piece is stopped. In milliseconds. */
  silence: number
  /** Heap of a thread in MB. */
  memory: number
}

/** A thread that cuts and reads sources. It keeps no process alive but while a task waits for it. */
export class ParseThread {
  private readonly worker: Worker
  private readonly current = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)).fill(IDLE)
  private readonly links = new Map<number, Link>()
  private timer: NodeJS.Timeout | null = null
  private nextTask = 0
  private stopped: AppError | null = null
  private isAlive = true
  /** True once it has said so. */
  isReady = false
  /** Resolves when it is ready, or has ended without ever being it. */
  readonly settled: Promise<void>
  /** Resolves when it has ended. */
  readonly over: Promise<void>
  private settle: () => void = () => undefined
  private finish: () => void = () => undefined

  /** `onEnd`: told once, however it ends; `hasWorked`: false when it never became ready. */
  constructor(
    private readonly options: ThreadOptions,
    private readonly onEnd: (thread: ParseThread, hasWorked: boolean) => void,
  ) {
    this.settled = new Promise((resolve) => (this.settle = resolve))
    this.over = new Promise((resolve) => (this.finish = resolve))
    this.worker = options.start({ maxOldGenerationSizeMb: options.memory })
    this.worker.on('message', (message: FromThread) => this.hear(message))
    this.worker.on('error', (error) => this.end(errorOf(error)))
    this.worker.on('exit', () => this.end(this.stopped ?? ended()))
    this.worker.unref()
    this.tell({ say: 'start', current: this.current })
  }

  get tasks(): number {
    return this.links.size
  }

  open(task: ParseTask): TaskLink {
    return this.ask((number) => ({ say: 'cut', task: number, ...task }))
  }

  private ask(question: (number: number) => ToThread): TaskLink {
    const number = this.nextTask++
    const link = new Link(
      (wanted) => {
        this.tell({ say: 'read', task: number, wanted })
        this.watch()
      },
      () => {
        this.links.delete(number)
        if (this.isAlive) this.tell({ say: 'forget', task: number })
        this.watch()
      },
    )
    this.links.set(number, link)
    this.tell(question(number))
    this.watch()
    return link
  }

  weigh(plan: PlanTask): TaskLink {
    return this.ask((task) => ({ say: 'weigh', task, ...plan }))
  }

  count({ path, bytes }: CountTask): TaskLink {
    return this.ask((task) => ({ say: 'count', task, path, bytes }))
  }

  /** Ends it whatever it is at. */
  async stop(error: AppError = ended()): Promise<void> {
    this.stopped ??= error
    await this.worker.terminate()
  }

  private tell(message: ToThread): void {
    this.worker.postMessage(message)
  }

  private hear(message: FromThread): void {
    if (message.say === 'ready') {
      this.isReady = true
      this.settle()
    } else {
      this.links.get(message.task)?.hear(message)
      if (message.say === 'end' || message.say === 'weighed' || message.say === 'counted')
        this.links.delete(message.task)
    }
    this.watch()
  }

  /** Holds the process and counts the silence anew as long as some task waits for this thread. */
  private watch(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    const isAwaited = [...this.links.values()].some(({ isWaiting }) => isWaiting)
    if (!this.isAlive || !isAwaited) return this.worker.unref()
    this.worker.ref()
    this.timer = setTimeout(
      () => {
        // What it has said while this process was busy is heard first: then this timer is gone.
        this.timer = setTimeout(() => void this.stop(tookTooLong(this.options.silence)), SETTLE_MS)
      },
      this.isReady ? this.options.silence : START_MS,
    )
  }

  private end(error: AppError): void {
    if (!this.isAlive) return
    this.isAlive = false
    const [task, input = 0, piece = 0] = this.current
    for (const [number, link] of this.links) {
      link.hear({ say: 'ended', place: task === number ? { input, piece } : null, error: this.stopped ?? error })
    }
    this.links.clear()
    this.settle()
    this.watch()
    this.onEnd(this, this.isReady)
    this.finish()
  }
}

const SETTLE_MS = 100
/** The longest that the start of a thread may take. */
const START_MS = 60_000

const tookTooLong = (silence: number): AppError => {
  const message = sentence`Reading this document took longer than ${Math.round(silence / 1000)} seconds, so it was given up. Split it, or import its text without what repeats.`
  return new AppError('unprocessable', message)
}

const ended = (): AppError =>
  new AppError(
    'unprocessable',
    'The program that reads documents ended while it was reading this one. It was left out.',
  )

function errorOf(error: unknown): AppError {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new AppError(
      'too_large',
      'Reading this document takes more memory than there is for one. Split it and import the parts.',
    )
  }
  log.error('a thread that reads documents ended', {}, error)
  return ended()
}

/** What was said and is not asked for yet, or who asks for what is not said yet. */
class Link implements TaskLink {
  private readonly said: (FromThread | ThreadEnd)[] = []
  private asking: ((message: FromThread | ThreadEnd) => void) | null = null
  /** Whether the thread has something to do for this task. */
  isWaiting = true

  constructor(
    private readonly tellWanted: (wanted: boolean[]) => void,
    readonly close: () => void,
  ) {}

  hear(message: FromThread | ThreadEnd): void {
    if (message.say !== 'ready' && message.say !== 'piece') this.isWaiting = false
    if (this.asking) this.asking(message)
    else this.said.push(message)
    this.asking = null
  }

  next(): Promise<FromThread | ThreadEnd> {
    const message = this.said.shift()
    return message ? Promise.resolve(message) : new Promise((resolve) => (this.asking = resolve))
  }

  read(wanted: boolean[]): void {
    this.isWaiting = true
    this.tellWanted(wanted)
  }
}
