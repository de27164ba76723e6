import { database } from '@/lib/database'

export type QueueFigures = {
  /** Jobs by task: waiting (and due), running, given up; seconds that the oldest due one has waited */
  jobs: { task: string; waiting: number; running: number; failed: number; oldestSeconds: number }[]
  imports: { state: string; count: number }[]
  deliveries: { state: string; count: number }[]
}

/** What waits in the queue and became of imports and of webhooks. Needs no viewer: figures alone, for whoever runs the server. */
export async function readQueueFigures(): Promise<QueueFigures> {
  const jobs = await database.$queryRaw<QueueFigures['jobs']>`
    SELECT "task_identifier" AS "task",
      (count(*) FILTER (WHERE "locked_at" IS NULL AND "attempts" < "max_attempts" AND "run_at" <= now()))::int AS "waiting",
      (count(*) FILTER (WHERE "locked_at" IS NOT NULL))::int AS "running",
      (count(*) FILTER (WHERE "locked_at" IS NULL AND "attempts" >= "max_attempts"))::int AS "failed",
      coalesce(extract(epoch FROM now() - min("run_at") FILTER (
        WHERE "locked_at" IS NULL AND "attempts" < "max_attempts" AND "run_at" <= now())), 0)::float8 AS "oldestSeconds"
    FROM graphile_worker.jobs GROUP BY 1`
  const imports = await database.$queryRaw<QueueFigures['imports']>`
    SELECT "state", count(*)::int AS "count" FROM "Import" GROUP BY 1`
  const deliveries = await database.$queryRaw<QueueFigures['deliveries']>`
    SELECT "state", count(*)::int AS "count" FROM "WebhookDelivery" GROUP BY 1`
  return { jobs, imports, deliveries }
}
