import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { env } from '@/lib/env'
import { log } from './log'
import { processState } from './process-state'
import { stopTraces } from './traces'

/** What runs in the background gets so long to come to a point where it can go on later, in milliseconds. */
const BACKGROUND_MS = 5_000
const SWEEP_MS = 50
/** Connections without a request are left open so long after the port was closed: a request may be on its way. */
const GRACE_MS = 1_000
/** A turn of the event loop shorter than this did nothing, in milliseconds; and how long one is waited for. */
const QUIET_MS = 0.5
const QUIET_WAIT_MS = 2_000

/**
 * Ends the process in the order that loses nothing: `/readyz` says 503 while requests are still taken, until load balancers have
 * looked; then Next closes the port and waits for what is in flight, and answers close the connections that are kept open. The
 * signals are taken over from Next, whose own way begins with closing the port.
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
  await quietMoment()
  processState.closing = true
  const { server } = processState
  if (server) {
    // Node's way of closing the port also cuts off connections whose first request is not read yet. They get time to be answered.
    const closeIdle = server.closeIdleConnections.bind(server)
    server.closeIdleConnections = () => undefined
    // After the sockets were read: when a turn took long, requests lie there on connections that look idle.
    const sweep = () => void turn().then(turn).then(closeIdle)
    setTimeout(() => setInterval(sweep, SWEEP_MS).unref(), GRACE_MS).unref()
  }
  close()
}

/**
 * Waits for a turn of the event loop in which next to nothing was done: then nobody stands in the door when it is closed. Under a load
 * that leaves no such turn it is not waited for long.
 */
async function quietMoment(): Promise<void> {
  const giveUpAt = performance.now() + QUIET_WAIT_MS
  for (let before = performance.now(); before < giveUpAt; before = performance.now()) {
    await turn()
    if (performance.now() - before < QUIET_MS) return
  }
}
