import { setTimeout as pause } from 'node:timers/promises'
import { env } from '@/lib/env'
import { closePort } from './close-port'
import { log } from './log'
import { processState } from './process-state'
import { quietMoment } from './quiet-moment'
import { stopTraces } from './traces'

/** What runs in the background gets so long to come to a point where it can go on later, in milliseconds. */
const BACKGROUND_MS = 5_000
const SWEEP_MS = 50
/** Connections without a request are left open so long after the port was closed: a request may be on its way. */
const GRACE_MS = 1_000
/** So long a moment is waited for at which nobody stands at the port, in milliseconds. */
const DOOR_WAIT_MS = 10_000

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
  // Before the port is: whoever keeps a connection busy keeps others waiting at the port.
  processState.closing = true
  const { server } = processState
  if (!server) return close()
  // Node's way of closing the port also cuts off connections whose first request is not read yet. They get time to be answered.
  const closeIdle = server.closeIdleConnections.bind(server)
  server.closeIdleConnections = () => undefined
  const shut = () => {
    close()
    setTimeout(() => void sweep(closeIdle), GRACE_MS).unref()
  }
  await closePort(server, shut, DOOR_WAIT_MS)
}

/** Closes connections without a request, again and again, until the process ends. */
async function sweep(closeIdle: () => void): Promise<never> {
  for (;;) {
    // When a turn took long, requests lie there on connections that look idle.
    await quietMoment()
    closeIdle()
    await pause(SWEEP_MS)
  }
}
