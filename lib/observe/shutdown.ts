import { setTimeout as pause } from 'node:timers/promises'
import { env } from '@/lib/env'
import { log } from './log'
import { processState } from './process-state'
import { stopTraces } from './traces'

/** What runs in the background gets so long to come to a point where it can go on later, in milliseconds. */
const BACKGROUND_MS = 5_000
const SWEEP_MS = 50

/**
 * Ends the process in the order that loses nothing: `/readyz` says 503 and answers close their connections, while requests are still
 * taken, until load balancers have looked; then Next closes the port and waits for what is in flight. The signals are taken over
 * from Next, whose own way begins with closing the port.
 */
export function endWithCare(stopBackground: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const closing = process.listeners(signal) as ((signal: NodeJS.Signals) => void)[]
    for (const listener of closing) process.removeListener(signal, listener)
    process.on(signal, () => {
      if (processState.stopping) return
      processState.stopping = true
      void end(signal, stopBackground, () => closing.forEach((close) => close(signal)))
    })
  }
}

async function end(signal: NodeJS.Signals, stopBackground: () => Promise<void>, close: () => void): Promise<void> {
  const delay = env().SHUTDOWN_DELAY * 1000
  log.info('ending', { signal, delay })
  const background = Promise.race([stopBackground(), pause(BACKGROUND_MS)]).catch((error: unknown) =>
    log.error('what runs in the background did not end', {}, error),
  )
  await Promise.all([pause(delay), background, stopTraces()])
  // A connection that is kept open without a request would hold the port's closing up until it times out.
  setInterval(() => processState.server?.closeIdleConnections(), SWEEP_MS).unref()
  // Right after the events of the network were handled: nobody stands in the door when it is closed.
  setImmediate(close)
}
