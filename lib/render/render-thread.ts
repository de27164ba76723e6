import { createHash } from 'node:crypto'
import type { Worker } from 'node:worker_threads'
import { startRenderThread } from './start-render-thread'
import type { HtmlOptions } from './to-html'
import type { ResolvedLink } from './wiki-links'

/** What a thread is asked: a text with the meaning of its links. */
export type RenderTask = {
  markdown: string
  options: HtmlOptions
  links: readonly (readonly [string, ResolvedLink | null])[]
}
/** What it says: once that it is there, then one answer for each task, null where it failed. */
export type RenderAnswer = { say: 'ready' } | { say: 'done'; html: string | null }

export type RenderThreadOptions = {
  start: () => Worker
  /** A text that takes so long is given up, and the thread with it. In milliseconds, as the others are. */
  limit: number
  /** A thread that is not there by then never will be. */
  startLimit: number
  /** So long without a task, and it ends: its memory is free again. */
  idle: number
}

type Waiting = { task: RenderTask; key: string; answer: (html: string | null) => void }

/** Texts that were too costly are remembered, so that a page of one costs a second once and not at each look. */
const REMEMBERED = 500

/** One thread that turns costly texts to HTML, one after the other, started when there is one. */
export class RenderThread {
  private worker: Worker | null = null
  private isReady = false
  private timer: NodeJS.Timeout | null = null
  private readonly queue: Waiting[] = []
  private readonly refused = new Set<string>()

  constructor(private readonly options: RenderThreadOptions) {}

  get isRunning(): boolean {
    return this.worker !== null
  }

  /** The HTML, or null when it takes too long or cannot be made. */
  render(task: RenderTask): Promise<string | null> {
    const key = createHash('sha256').update(task.markdown).digest('base64')
    if (this.refused.has(key)) return Promise.resolve(null)
    return new Promise((answer) => {
      this.queue.push({ task, key, answer })
      if (this.queue.length === 1) this.begin()
    })
  }

  /** Ends the thread, if there is one; what waits is answered with null. */
  async stop(): Promise<void> {
    const worker = this.detach()
    for (const { answer } of this.queue.splice(0)) answer(null)
    await worker?.terminate()
  }

  private begin(): void {
    const [first] = this.queue
    if (!first) return this.waitFor(this.options.idle, () => void this.stop())
    if (!this.worker) return this.startWorker()
    if (!this.isReady) return
    this.worker.postMessage(first.task)
    this.waitFor(this.options.limit, () => this.giveUp())
  }

  private startWorker(): void {
    try {
      const worker = this.options.start()
      this.worker = worker
      worker.unref()
      worker.on('message', (message: RenderAnswer) => this.hear(worker, message))
      worker.on('error', () => this.end(worker))
      worker.on('exit', () => this.end(worker))
      this.waitFor(this.options.startLimit, () => this.end(worker))
    } catch {
      this.finish(null)
    }
  }

  private hear(worker: Worker, message: RenderAnswer): void {
    if (worker !== this.worker) return
    if (message.say === 'done') return this.finish(message.html)
    this.isReady = true
    this.begin()
  }

  /** The text takes too long: nothing but its end stops a thread that is busy. */
  private giveUp(): void {
    const key = this.queue[0]?.key
    if (key !== undefined) this.refused.add(key)
    const [oldest] = this.refused
    if (this.refused.size > REMEMBERED && oldest !== undefined) this.refused.delete(oldest)
    void this.detach()?.terminate()
    this.finish(null)
  }

  /** It ended by itself, or never came: the text that it was at is shown as it is, the next gets another thread. */
  private end(worker: Worker): void {
    if (worker !== this.worker) return
    void this.detach()?.terminate()
    this.finish(null)
  }

  private finish(html: string | null): void {
    this.queue.shift()?.answer(html)
    this.begin()
  }

  private detach(): Worker | null {
    const { worker } = this
    if (this.timer) clearTimeout(this.timer)
    this.worker = null
    this.isReady = false
    return worker
  }

  private waitFor(milliseconds: number, then: () => void): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(then, milliseconds)
    // A page that waits for its text keeps the process alive, an idle thread does not.
    if (this.queue.length === 0) this.timer.unref()
  }
}

/** An ordinary document of the longest length takes less than half of it. */
const LIMIT_MS = 800
const START_LIMIT_MS = 10_000
const IDLE_MS = 10_000

const kept = globalThis as typeof globalThis & { hindsightRenderThread?: RenderThread }

/** The one thread of this process that renders. */
export function renderThread(): RenderThread {
  return (kept.hindsightRenderThread ??= new RenderThread({
    start: startRenderThread,
    limit: LIMIT_MS,
    startLimit: START_LIMIT_MS,
    idle: IDLE_MS,
  }))
}
