// The ledger of what is sent to endpoints: planned from the outbox, taken, tried, recorded.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { isGivenUp, nextTry } from '@/lib/domain/webhook-schedule'
import { EventSubjectSchema, WebhookEventTypeSchema, type EventSubject } from '@/lib/schema/webhook'
import type { WebhookEventType } from '@/lib/schema/webhook-events'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction, type Transaction } from './transaction'

/** The tasks of the queue: the first writes deliveries of new events, the second sends what is due, the third finds what is overdue. */
export const PLAN_TASK = 'plan-webhooks'
export const SEND_WEBHOOKS_TASK = 'send-webhooks'
export const OVERDUE_EVENTS_TASK = 'plan-overdue-events'

/** A try takes 10 seconds at most: one that began so long ago has died with its process, and is made again. In milliseconds. */
const LOST_AFTER = 60_000
/** Of one endpoint so many are tried at once, so that one that hangs does not hold up the others. */
const AT_ONCE_EACH = 4
/** Deliveries and their events are kept for so many days. */
const KEPT_DAYS = 30

/** Wakes the queue at `at`, once for that moment. */
export async function wakeSender(tx: Transaction, at: Date): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${SEND_WEBHOOKS_TASK}, '{}'::json, run_at := ${at},
      job_key := ${`${SEND_WEBHOOKS_TASK}:${at.getTime()}`}, max_attempts := 3)`
}

export type PlannedEvent = { id: string; type: WebhookEventType; at: Date; subject: EventSubject }
export type Subscriber = { id: string; includesRestricted: boolean }
/** A body for one endpoint; `about` are the ids of what it tells of, `aboutMore` how many sources of its import it tells of besides. */
export type PlannedDelivery = { endpointId: string; payload: string; about: string[]; aboutMore: number }

/**
 * Takes some events of the outbox that nobody has planned, and writes their deliveries: `plan` gives them for an event and the
 * endpoints that want it. All of it in one transaction, so that an event is planned once. Gives how many events were taken.
 */
export async function planEvents(
  count: number,
  plan: (event: PlannedEvent, to: readonly Subscriber[]) => Promise<PlannedDelivery[]>,
  now: Date,
): Promise<number> {
  return inTransaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string; type: string; at: Date; subject: unknown }[]>`
      SELECT "id", "type", "at", "subject" FROM "WebhookEvent" WHERE "plannedAt" IS NULL
      ORDER BY "at", "id" LIMIT ${count} FOR UPDATE SKIP LOCKED`
    const endpoints = await tx.webhookEndpoint.findMany({ where: { disabledAt: null } })
    let written = 0
    for (const { id, type, at, subject } of rows) {
      const to = endpoints.filter(({ events }) => events.includes(type))
      const event = { id, type: WebhookEventTypeSchema.parse(type), at, subject: EventSubjectSchema.parse(subject) }
      const planned = to.length === 0 ? [] : await plan(event, to)
      const due = planned.map((one) => ({ id: randomUUID(), eventId: id, type, dueAt: now, createdAt: now, ...one }))
      if (due.length > 0) written += (await tx.webhookDelivery.createMany({ data: due, skipDuplicates: true })).count
    }
    const ids = rows.map(({ id }) => id)
    if (ids.length > 0) await tx.webhookEvent.updateMany({ where: { id: { in: ids } }, data: { plannedAt: now } })
    if (written > 0) await wakeSender(tx, now)
    return rows.length
  })
}

/** Writes events of action items that are overdue since a day, each once for its due date, where an endpoint wants them. */
export async function addOverdueEvents(items: readonly { id: string; due: string }[]): Promise<void> {
  if (items.length === 0) return
  const ids = items.map(({ id }) => id)
  const dues = items.map(({ due }) => due)
  await database.$executeRaw`
    SELECT hindsight_event('action-item.overdue', jsonb_build_object('actionItemId', item."id"), 'overdue:' || item."id" || ':' || item."due")
    FROM unnest(${ids}::text[], ${dues}::text[]) AS item("id", "due")
    WHERE 'action-item.overdue' = ANY (hindsight_wanted(ARRAY['action-item.overdue']))`
}

const ClaimedSchema = z.object({
  id: z.string(),
  endpointId: z.string(),
  eventId: z.string(),
  payload: z.string(),
  about: z.array(z.string()),
  aboutMore: z.int(),
  attempts: z.int(),
})
export type ClaimedDelivery = z.infer<typeof ClaimedSchema>

/**
 * Takes deliveries that are due, so that no other process sends them, among them those whose process has died while it sent them:
 * these arrive twice at worst, with the same id. Of endpoints that are switched off nothing is taken.
 */
export async function claimDeliveries(count: number, now: Date): Promise<ClaimedDelivery[]> {
  const lost = new Date(now.getTime() - LOST_AFTER)
  const rows = await database.$queryRaw`
    WITH waiting AS (
      SELECT d."id", d."dueAt", row_number() OVER (PARTITION BY d."endpointId" ORDER BY d."dueAt", d."id") AS "turn"
      FROM "WebhookDelivery" d JOIN "WebhookEndpoint" e ON e."id" = d."endpointId" AND e."disabledAt" IS NULL
      WHERE (d."state" = 'due' AND d."dueAt" <= ${now}) OR (d."state" = 'sending' AND d."triedAt" <= ${lost})
    ), taken AS (
      SELECT d."id" FROM "WebhookDelivery" d JOIN waiting w ON w."id" = d."id" AND w."turn" <= ${AT_ONCE_EACH}
      WHERE d."state" = 'due' OR (d."state" = 'sending' AND d."triedAt" <= ${lost})
      ORDER BY w."dueAt", w."id" LIMIT ${count} FOR UPDATE OF d SKIP LOCKED
    )
    UPDATE "WebhookDelivery" d SET "state" = 'sending', "triedAt" = ${now}, "attempts" = d."attempts" + 1
    FROM taken WHERE d."id" = taken."id"
    RETURNING d."id", d."endpointId", d."eventId", d."payload", d."about", d."aboutMore", d."attempts"`
  return z.array(ClaimedSchema).parse(rows)
}

/** Where a claimed delivery goes, and the secrets that sign it now, newest first; null when the endpoint is gone. */
export async function findDestination(
  endpointId: string,
  now: Date,
): Promise<{ url: string; includesRestricted: boolean; secrets: string[] } | null> {
  const found = await database.webhookEndpoint.findUnique({
    where: { id: endpointId },
    select: {
      url: true,
      includesRestricted: true,
      secrets: {
        where: { OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
        orderBy: [{ endsAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }],
        select: { secret: true },
      },
    },
  })
  return found && { ...found, secrets: found.secrets.map(({ secret }) => secret) }
}

export type Try = {
  at: Date
  milliseconds: number
  status: number | null
  answer: string | null
  /** Why it has failed; null when it was delivered. */
  error: string | null
  signature: string
  retryAfter: number | null
}

/**
 * Writes what became of a claimed delivery: delivered, due again, or a dead letter after the last try. `random` as in `nextTry`. An endpoint
 * that has taken nothing for days, or that answers 410, is switched off; what is due for it waits.
 */
export async function recordTry(
  viewer: Viewer,
  claimed: ClaimedDelivery,
  tried: Try,
  now: Date,
  random: number,
): Promise<void> {
  const { retryAfter, ...row } = tried
  await inTransaction(async (tx) => {
    const dueAt = tried.error === null ? null : nextTry(claimed.attempts, now, random, retryAfter)
    const { count } = await tx.webhookDelivery.updateMany({
      where: { id: claimed.id, state: 'sending' },
      data:
        tried.error === null
          ? { state: 'delivered', deliveredAt: now }
          : dueAt
            ? { state: 'due', dueAt }
            : { state: 'dead' },
    })
    // Its endpoint has been removed meanwhile.
    if (count === 0) return
    await tx.webhookTry.create({ data: { deliveryId: claimed.id, ...row } })
    if (tried.error === null) {
      await tx.webhookEndpoint.updateMany({
        where: { id: claimed.endpointId, failingSince: { not: null } },
        data: { failingSince: null },
      })
      return
    }
    if (dueAt) await wakeSender(tx, dueAt)
    await noteFailure(tx, viewer, claimed.endpointId, tried.status, now)
  })
}

async function noteFailure(
  tx: Transaction,
  viewer: Viewer,
  id: string,
  status: number | null,
  now: Date,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ failingSince: Date }[]>`
    UPDATE "WebhookEndpoint" SET "failingSince" = COALESCE("failingSince", ${now})
    WHERE "id" = ${id} AND "disabledAt" IS NULL RETURNING "failingSince"`
  if (!row) return
  const disabledReason =
    status === 410
      ? sentence`It answered 410: it is gone.`
      : isGivenUp(row.failingSince, now)
        ? sentence`It has not taken anything for five days.`
        : null
  if (disabledReason === null) return
  await tx.webhookEndpoint.update({ where: { id }, data: { disabledAt: now, disabledReason } })
  const changes = { reason: { from: null, to: disabledReason } }
  await writeAudit(tx, viewer, 'webhook.switched-off', { kind: 'webhook', id }, changes)
}

/** Ends a claimed delivery that tells of what has been restricted since. */
export async function withholdDelivery(id: string): Promise<void> {
  await database.webhookDelivery.updateMany({ where: { id, state: 'sending' }, data: { state: 'withheld' } })
}

/**
 * Sends dead letters again, under the id that they had: one, or all of an endpoint. Gives how many. Throws `forbidden`, `not_found`, and
 * `conflict` for a delivery that is no dead letter.
 */
export async function resendDeliveries(
  viewer: Viewer,
  which: { delivery: string } | { endpoint: string },
  now: Date,
): Promise<number> {
  assertCan(viewer, 'admin')
  return inTransaction(async (tx) => {
    const where = 'delivery' in which ? { id: which.delivery } : { endpointId: which.endpoint }
    const data = { state: 'due', dueAt: now, attempts: 0 }
    const { count } = await tx.webhookDelivery.updateMany({ where: { ...where, state: 'dead' }, data })
    if ('delivery' in which && count === 0) {
      const known = await tx.webhookDelivery.findFirst({ where, select: { id: true } })
      if (!known) throw new AppError('not_found', 'This delivery does not exist (any more).')
      throw new AppError('conflict', 'This delivery has arrived, or is tried again by itself.')
    }
    if (count > 0) {
      await wakeSender(tx, now)
      const id = 'delivery' in which ? which.delivery : which.endpoint
      await writeAudit(tx, viewer, 'webhook.resent', { kind: 'webhook', id }, { deliveries: { from: null, to: count } })
    }
    return count
  })
}

/** Deletes deliveries that have ended, and events, that are older than a month. */
export async function pruneDeliveries(now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * 86_400_000)
  const ended = { createdAt: { lt: before }, state: { in: ['delivered', 'dead', 'withheld'] } }
  await database.webhookDelivery.deleteMany({ where: ended })
  await database.webhookEvent.deleteMany({
    where: { at: { lt: before }, plannedAt: { not: null }, deliveries: { none: {} } },
  })
}
