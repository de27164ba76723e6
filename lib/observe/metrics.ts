import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { processState } from './process-state'

const kept = globalThis as typeof globalThis & { hindsightMetrics?: ReturnType<typeof createMetrics> }

/** Everything that one process measures about itself. Labels are words of ours, never what somebody wrote or asked. */
function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requestTime = new Histogram({
    name: 'hindsight_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by template of the route; status 499: whoever asked went away',
    labelNames: ['route', 'method', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const requestsInFlight = new Gauge({
    name: 'hindsight_http_requests_in_flight',
    help: 'Requests not yet answered',
    registers,
  })
  const pagesAnswered = new Counter({
    name: 'hindsight_remembered_pages_total',
    help: 'Answers with pages that are remembered: drawn, or from memory as nothing had changed',
    labelNames: ['from'] as const,
    registers,
  })
  const recognitionTime = new Histogram({
    name: 'hindsight_recognition_duration_seconds',
    help: 'Time to recognise a text',
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  })
  const databaseErrors = new Counter({
    name: 'hindsight_database_connection_errors_total',
    help: 'Connections to the database that were lost or refused',
    registers,
  })
  new Gauge({
    name: 'hindsight_database_pool_connections',
    help: 'Connections of the pools of this process, and requests that wait for one',
    labelNames: ['pool', 'state'] as const,
    registers,
    collect() {
      for (const [pool, { totalCount, idleCount, waitingCount }] of processState.pools) {
        this.set({ pool, state: 'busy' }, totalCount - idleCount)
        this.set({ pool, state: 'idle' }, idleCount)
        this.set({ pool, state: 'waiting' }, waitingCount)
      }
    },
  })
  new Gauge({
    name: 'hindsight_stopping',
    help: '1 while this process is ending',
    registers,
    collect() {
      this.set(processState.stopping ? 1 : 0)
    },
  })
  return { registry, requestTime, requestsInFlight, pagesAnswered, recognitionTime, databaseErrors }
}

/** One set a process: parts of the application are bundled apart. */
const metrics = (kept.hindsightMetrics ??= createMetrics())
export const { registry, requestTime, requestsInFlight, pagesAnswered, recognitionTime, databaseErrors } = metrics
