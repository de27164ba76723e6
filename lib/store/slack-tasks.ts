import type { SlackTask } from '@/lib/schema/slack'
import { inTransaction } from './transaction'

/** The task of the queue that answers Slack; its payload is a `SlackTask`. */
export const SLACK_TASK = 'slack'

/**
 * Stores a request of Slack in the queue, once: gives false when it has been delivered before. Slack sends a request again when
 * it was not acknowledged in time, for an hour at most; deliveries are remembered for three days.
 */
export async function stageSlackTask(task: SlackTask): Promise<boolean> {
  return inTransaction(async (tx) => {
    await tx.$executeRaw`DELETE FROM "SlackDelivery" WHERE "receivedAt" < now() - interval '3 days'`
    const added =
      await tx.$executeRaw`INSERT INTO "SlackDelivery" (id) VALUES (${task.delivery}) ON CONFLICT DO NOTHING`
    if (added === 0) return false
    await tx.$executeRaw`
      SELECT graphile_worker.add_job(${SLACK_TASK}, ${JSON.stringify(task)}::json, job_key := 'slack:' || ${task.delivery}::text,
        max_attempts := 5)`
    return true
  })
}
