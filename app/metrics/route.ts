import { timingSafeEqual } from 'node:crypto'
import { connection } from 'next/server'
import { Gauge, Registry } from 'prom-client'
import { hashSecret } from '@/lib/domain/secret'
import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { log } from '@/lib/observe/log'
import { registry } from '@/lib/observe/metrics'
import { currentRequest } from '@/lib/observe/request-context'
import { readQueueFigures } from '@/lib/query/queue-figures'
import { lastBackup } from '@/lib/query/readiness'
import { respondError } from '@/lib/web/respond'

/** Whether a request may read figures: from this machine without a proxy between, or with METRICS_TOKEN. */
function mayRead(request: Request): boolean {
  const token = env().METRICS_TOKEN
  const given = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token !== undefined && given !== undefined) {
    return timingSafeEqual(Buffer.from(hashSecret(given)), Buffer.from(hashSecret(token)))
  }
  return currentRequest()?.fromHere === true
}

type Series = { name: string; help: string; labelNames: string[]; values: [Record<string, string>, number][] }

/** What is asked of the database at each reading, the same from every process. */
async function readShared(): Promise<Series[]> {
  const { jobs, imports, deliveries } = await readQueueFigures()
  const backup = await lastBackup()
  const byState = (rows: { state: string; count: number }[]) =>
    rows.map(({ state, count }): [Record<string, string>, number] => [{ state }, count])
  const byTask = (pick: (job: (typeof jobs)[number]) => number) =>
    jobs.map((job): [Record<string, string>, number] => [{ task: job.task }, pick(job)])
  const task = ['task']
  return [
    {
      name: 'hindsight_queue_waiting',
      help: 'Jobs that are due',
      labelNames: task,
      values: byTask((job) => job.waiting),
    },
    { name: 'hindsight_queue_running', help: 'Jobs at work', labelNames: task, values: byTask((job) => job.running) },
    { name: 'hindsight_queue_failed', help: 'Jobs given up', labelNames: task, values: byTask((job) => job.failed) },
    {
      name: 'hindsight_queue_oldest_seconds',
      help: 'How long the oldest due job has waited',
      labelNames: task,
      values: byTask((job) => job.oldestSeconds),
    },
    { name: 'hindsight_imports', help: 'Imports by state', labelNames: ['state'], values: byState(imports) },
    {
      name: 'hindsight_webhook_deliveries',
      help: 'Webhooks by state',
      labelNames: ['state'],
      values: byState(deliveries),
    },
    {
      name: 'hindsight_backup_last_success_timestamp_seconds',
      help: 'When the schedule last made a backup',
      labelNames: [],
      values: backup ? [[{}, backup.getTime() / 1000]] : [],
    },
  ]
}

/** The figures of the database; when it is away, that alone is one. */
async function sharedMetrics(): Promise<string> {
  const shared = new Registry()
  const add = ({ name, help, labelNames, values }: Series) => {
    const gauge = new Gauge({ name, help, labelNames, registers: [shared] })
    for (const [labels, value] of values) gauge.set(labels, value)
  }
  const series = await readShared().catch((error: unknown) => {
    log.warn('figures of the database cannot be read', {}, error)
    return null
  })
  const up = { name: 'hindsight_database_up', help: '1 when the database answers', labelNames: [] }
  add({ ...up, values: [[{}, series ? 1 : 0]] })
  series?.forEach(add)
  return shared.metrics()
}

/** For Prometheus. */
export async function GET(request: Request): Promise<Response> {
  await connection()
  if (!mayRead(request)) {
    return respondError(new AppError('unauthenticated', 'Send `Authorization: Bearer <METRICS_TOKEN>`.'))
  }
  const body = `${await registry.metrics()}\n${await sharedMetrics()}`
  return new Response(body, { headers: { 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' } })
}
