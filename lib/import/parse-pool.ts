import { log } from '@/lib/observe/log'
import { availableParallelism } from 'node:os'
import type { CountTask, ParseTask, PlanTask } from './parse-messages'
import { startParseThread } from './start-parse-thread'
import { ParseThread, type TaskLink, type ThreadOptions } from './parse-thread'

export type PoolOptions = ThreadOptions & {
  threads: number
  /** Threads without a task end after so many milliseconds, and their memory is free again. */
  idle: number
  /** From so many sources, or so many bytes, on an import uses threads: before that, reading takes less time than their start. */
  worthwhile: { sources: number; length: number }
}

/** Threads that read documents for the imports of this process: started when asked for, ended when idle. */
export class ParsePool {
  private readonly threads = new Set<ParseThread>()
  private timer: NodeJS.Timeout | null = null
  /** Set when a thread cannot even start: then everything is read by the process itself. */
  private isBroken = false

  constructor(private readonly options: PoolOptions) {}

  /** Tasks that keep all threads at work: one that is read and one that is ready to be. */
  get width(): number {
    return 2 * this.options.threads
  }

  isWorthwhile({ sources, length }: PoolOptions['worthwhile']): boolean {
    const { worthwhile } = this.options
    return sources > worthwhile.sources || length > worthwhile.length
  }

  /** Starts the threads; whether one of them is ready. */
  warmUp(): boolean {
    while (!this.isBroken && this.threads.size < this.options.threads) this.startThread()
    this.endWhenIdle()
    return [...this.threads].some(({ isReady }) => isReady)
  }

  /** Resolves when all threads are ready, or have ended. */
  async ready(): Promise<void> {
    this.warmUp()
    await Promise.all([...this.threads].map(({ settled }) => settled))
  }

  /** Gives a task to the thread that has the fewest; null when there are no threads here. */
  open(task: ParseTask): TaskLink | null {
    return this.choose()?.open(task) ?? null
  }

  /** Gives a plan to weigh to a thread; null when there are no threads here. */
  weigh(plan: PlanTask): TaskLink | null {
    return this.choose()?.weigh(plan) ?? null
  }

  /** Gives a source to a thread that counts its documents; null when there are no threads here. */
  count(source: CountTask): TaskLink | null {
    return this.choose()?.count(source) ?? null
  }

  private choose(): ParseThread | undefined {
    this.warmUp()
    return [...this.threads].toSorted((a, b) => Number(b.isReady) - Number(a.isReady) || a.tasks - b.tasks)[0]
  }

  /** How many threads there are now. */
  get size(): number {
    return this.threads.size
  }

  /** Resolves when the threads that there are now have ended. */
  async ended(): Promise<void> {
    await Promise.all([...this.threads].map(({ over }) => over))
  }

  async stop(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    await Promise.all([...this.threads].map((thread) => thread.stop()))
  }

  private startThread(): void {
    try {
      this.threads.add(new ParseThread(this.options, (thread, hasWorked) => this.forget(thread, hasWorked)))
    } catch (error) {
      this.isBroken = true
      log.error('no thread reads documents', {}, error)
    }
  }

  private forget(thread: ParseThread, hasWorked: boolean): void {
    this.threads.delete(thread)
    this.isBroken ||= !hasWorked
  }

  private endWhenIdle(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      const idle = [...this.threads].filter(({ tasks }) => tasks === 0)
      for (const thread of idle) void thread.stop()
      if (idle.length < this.threads.size) this.endWhenIdle()
    }, this.options.idle).unref()
  }
}

/** The heap of a thread: 20 MB of text, the longest that is read, take a third of it. */
const MEMORY_MB = 1024
/** A megabyte takes a second: whatever takes so long would take for ever. */
const SILENCE_MS = 60_000
const IDLE_MS = 10_000
/** The database and the import itself need processors, too. */
const MOST_THREADS = 4
const WORTHWHILE = { sources: 48, length: 1_000_000 }

/** A plan of the longest kind takes three seconds; what is asked now does not wait longer for one that takes for ever. */
const PLAN_SILENCE_MS = 20_000
const PLAN_MEMORY_MB = 512

const kept = globalThis as typeof globalThis & { hindsightParsePool?: ParsePool; hindsightPlanPool?: ParsePool }

/** The one pool of this process. */
export function parsePool(): ParsePool {
  return (kept.hindsightParsePool ??= new ParsePool({
    start: startParseThread,
    silence: SILENCE_MS,
    memory: MEMORY_MB,
    idle: IDLE_MS,
    worthwhile: WORTHWHILE,
    threads: Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1)),
  }))
}

/** A thread of its own for plans that people wait for: it does not stand behind an import. */
export function planPool(): ParsePool {
  return (kept.hindsightPlanPool ??= new ParsePool({
    start: startParseThread,
    silence: PLAN_SILENCE_MS,
    memory: PLAN_MEMORY_MB,
    idle: IDLE_MS,
    worthwhile: WORTHWHILE,
    threads: 1,
  }))
}
