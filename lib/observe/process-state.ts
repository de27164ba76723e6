import type { Server } from 'node:http'

/** What one process knows of itself. Parts of the application are bundled apart: they share it through `globalThis`. */
export type ProcessState = {
  /** Asked to end: `/readyz` answers 503 from now on. */
  stopping: boolean
  /** The port is about to be closed: connections are closed after their answer. */
  closing: boolean
  /** The queue's worker: whether it takes jobs, or waits for the database; null in a process that has none. */
  worker: 'starting' | 'running' | 'away' | 'stopped' | null
  /**
   * Connections to the database that were lost. Another server may have taken its place, which gives numbers of transactions anew: what
   * was compared with those of the former says nothing any more.
   */
  losses: number
  /** What listens for requests, once one has come. */
  server?: Server
  /** Connection pools by their name, for the metrics. */
  pools: Map<string, { totalCount: number; idleCount: number; waitingCount: number }>
}

const kept = globalThis as typeof globalThis & { hindsightProcess?: ProcessState }

export const processState: ProcessState = (kept.hindsightProcess ??= {
  stopping: false,
  closing: false,
  worker: null,
  losses: 0,
  pools: new Map(),
})
