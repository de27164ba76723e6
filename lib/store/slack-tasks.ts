import { database } from '@/lib/database'
import type { SlackOpening, SlackTask } from '@/lib/schema/slack'
import { inTransaction, type Transaction } from './transaction'

/** The task of the queue that answers Slack; its payload is a `SlackTask`. */
export const SLACK_TASK = 'slack'
/** The task that looks whether a conversation begins as something known did; its payload is a `SlackOpening`. */
export const OPENING_TASK = 'slack-opening'

/**
 * Stores a request of Slack in the queue, once: gives false when it has been delivered before. Slack sends a request again when
 * it was not acknowledged in time, for an hour at most; deliveries are remembered for three days.
 */
export async function stageSlackTask(task: SlackTask): Promise<boolean> {
  return inTransaction(async (tx) => {
    if (!(await takeDelivery(tx, task.delivery))) return false
    await tx.$executeRaw`
      SELECT graphile_worker.add_job(${SLACK_TASK}, ${JSON.stringify(task)}::json, job_key := 'slack:' || ${task.delivery}::text,
        max_attempts := 5)`
    return true
  })
}

/** False when the delivery has been taken before. */
async function takeDelivery(tx: Transaction, delivery: string): Promise<boolean> {
  await tx.$executeRaw`DELETE FROM "SlackDelivery" WHERE "receivedAt" < now() - interval '3 days'`
  return (await tx.$executeRaw`INSERT INTO "SlackDelivery" (id) VALUES (${delivery}) ON CONFLICT DO NOTHING`) > 0
}

/**
 * Stores the opening of a conversation in the queue, once, when it is in a watched channel with replies switched on; gives
 * whether it did. Of other channels nothing is kept. Secrets in the text must have been masked.
 */
export async function stageSlackOpening(opening: SlackOpening): Promise<boolean> {
  // Most channels that the app is in are not watched: their messages cost one look.
  const watched = await database.watchedChannel.count({ where: { id: opening.channel, replies: true } })
  if (watched === 0) return false
  return inTransaction(async (tx) => {
    if (!(await takeDelivery(tx, opening.delivery))) return false
    await tx.$executeRaw`
      SELECT graphile_worker.add_job(${OPENING_TASK}, ${JSON.stringify(opening)}::json,
        job_key := 'slack:' || ${opening.delivery}::text, max_attempts := 5)`
    return true
  })
}
