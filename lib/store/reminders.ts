import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { isNews, QUIET_DAYS, type PlannedReminder } from '@/lib/domain/reminders'
import { sentence } from '@/lib/schema/sentence'
import { ReminderKindSchema, type ReminderKind } from '@/lib/schema/reminder'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction, type Transaction } from './transaction'

/** The tasks of the queue that plan what is to be told unasked, and that send what is due. */
export const DIGEST_TASK = 'plan-digests'
export const OVERDUE_TASK = 'plan-overdue'
export const SEND_TASK = 'send-reminders'

/** One way by which reminders go; mails have a sender of their own (`mail-reminders.ts`). */
const SLACK = 'slack'
/** Any fixed number: processes that plan reminders wait for each other. */
export const PLANNING = 7_417_003
/** It was sent so long ago that the answer is lost: nothing waits longer than a minute. In milliseconds. */
export const LOST_AFTER = 15 * 60_000
/** What is said of a message whose sender died before it wrote down what became of it. */
export const LOST = sentence`The process that sent it ended before it wrote down what became of it.`
const NO_NEWS = sentence`The message that this answers is more than an hour old: who is at work on it knows more by now.`
/** So often a message that is not taken is tried. */
export const MAX_ATTEMPTS = 10

/** Something to be told to a channel; `key` of a reply is the ts of the message below which it stands. */
export type NewReminder = {
  recipient: string
  toName: string
  kind: Extract<ReminderKind, 'incident-reply' | 'digest'>
  key: string
  zone: string
  text: string
  /** Ids of what a reply names: it is told only while all of these may be read. */
  about?: string[]
}

/** Stores what is to be told to a channel now, once for its kind and key: gives false when it has been stored before. */
export async function addReminder(reminder: NewReminder, now: Date): Promise<boolean> {
  const { count } = await database.reminder.createMany({
    data: { id: randomUUID(), channelKind: SLACK, about: [], dueAt: now, createdAt: now, ...reminder },
    skipDuplicates: true,
  })
  return count > 0
}

/**
 * Stores planned reminders of overdue action items, one message for each recipient and day. An item that another process has
 * planned since is left out, and a message without any.
 */
export async function addOverdueReminders(planned: readonly PlannedReminder[], now: Date): Promise<void> {
  if (planned.length === 0) return
  await inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PLANNING})`
    const told = await readToldItems(
      tx,
      planned.flatMap(({ items }) => items),
      new Date(now.getTime() - QUIET_DAYS * 86_400_000),
    )
    for (const { recipient, toName, zone, key, items } of planned) {
      const about = items.filter((id) => !told.has(id))
      if (about.length === 0) continue
      const row = { id: randomUUID(), channelKind: SLACK, recipient, toName, kind: 'overdue', key, zone, about }
      await tx.reminder.createMany({ data: { ...row, dueAt: now, createdAt: now }, skipDuplicates: true })
    }
  })
}

/** Items of which somebody was reminded after `since`, or is about to be. What failed was not told. */
async function readToldItems(tx: Transaction, items: string[], since: Date): Promise<Set<string>> {
  const rows = await tx.reminder.findMany({
    where: {
      channelKind: SLACK,
      kind: 'overdue',
      about: { hasSome: items },
      state: { not: 'failed' },
      OR: [{ createdAt: { gt: since } }, { triedAt: { gt: since } }],
    },
    select: { about: true },
  })
  return new Set(rows.flatMap(({ about }) => about))
}

const ClaimedSchema = z.object({
  id: z.string(),
  recipient: z.string(),
  kind: ReminderKindSchema,
  key: z.string(),
  zone: z.string(),
  about: z.array(z.string()),
  text: z.string().nullable(),
  attempts: z.number(),
  createdAt: z.date(),
})
export type ClaimedReminder = z.infer<typeof ClaimedSchema>

/**
 * Takes one reminder that is due, so that no other process sends it; null when none is left. From here on it is either recorded
 * (`recordReminder`, `postponeReminder`, `dropReminder`) or, if this process dies, given up as unsure.
 */
export async function claimReminder(now: Date): Promise<ClaimedReminder | null> {
  const rows = await database.$queryRaw`
    UPDATE "Reminder" SET "state" = 'sending', "triedAt" = ${now}, "attempts" = "attempts" + 1
    WHERE "id" = (
      SELECT "id" FROM "Reminder" WHERE "state" = 'due' AND "channelKind" = ${SLACK} AND "dueAt" <= ${now}
      ORDER BY "dueAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "recipient", "kind", "key", "zone", "about", "text", "attempts", "createdAt"`
  return z.array(ClaimedSchema).parse(rows)[0] ?? null
}

/** Writes what became of a reminder that this process has claimed. */
export async function recordReminder(
  id: string,
  outcome: { state: 'sent' | 'failed' | 'unsure'; text: string | null; error?: string },
  now: Date,
): Promise<void> {
  const { state, text, error = null } = outcome
  await database.reminder.updateMany({
    where: { id, state: { in: ['sending', 'unsure'] } },
    data: { state, text, error, sentAt: state === 'sent' ? now : null },
  })
}

/**
 * Puts a claimed reminder back, to be sent at `dueAt`, and wakes the queue then. `error`: why it was not taken; too many of
 * these, and it has failed. Without one it was only too early or late in the day.
 */
export async function postponeReminder({ id, attempts }: ClaimedReminder, dueAt: Date, error?: string): Promise<void> {
  const state = error !== undefined && attempts >= MAX_ATTEMPTS ? 'failed' : 'due'
  await inTransaction(async (tx) => {
    await tx.reminder.updateMany({
      where: { id, state: 'sending' },
      data: { state, dueAt, error: error ?? null, attempts: error === undefined ? attempts - 1 : attempts },
    })
    if (state === 'due') await wakeSender(tx, dueAt)
  })
}

/** Forgets a claimed reminder of which nothing is left to tell. */
export async function dropReminder(id: string): Promise<void> {
  await database.reminder.deleteMany({ where: { id, state: 'sending' } })
}

/** Gives up what a process has begun to send and not recorded: it may have arrived, so it is not sent again by itself. */
export async function giveUpLostReminders(now: Date): Promise<void> {
  await database.reminder.updateMany({
    where: { channelKind: SLACK, state: 'sending', triedAt: { lt: new Date(now.getTime() - LOST_AFTER) } },
    data: { state: 'unsure', error: LOST },
  })
}

async function wakeSender(tx: Transaction, at: Date): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${SEND_TASK}, '{}'::json, run_at := ${at}, job_key := ${`${SEND_TASK}:${at.getTime()}`},
      max_attempts := 3)`
}

/**
 * Sends a reminder once more that failed, or of which nobody knows whether it arrived. Throws `not_found`, `forbidden`, and
 * `conflict` for one that was sent, or is being sent, and for a reply to what is no news any more.
 */
export async function sendReminderAgain(viewer: Viewer, id: string, now: Date): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    const reply = await tx.reminder.findFirst({
      where: { id, kind: 'incident-reply', state: { in: ['failed', 'unsure'] } },
    })
    if (reply && !isNews(reply.key, now)) throw new AppError('conflict', NO_NEWS)
    const { count } = await tx.reminder.updateMany({
      where: { id, channelKind: SLACK, state: { in: ['failed', 'unsure'] } },
      data: { state: 'due', dueAt: now, attempts: 0, error: null },
    })
    if (count === 0) {
      const known = await tx.reminder.findFirst({ where: { id, channelKind: SLACK }, select: { id: true } })
      if (!known) throw new AppError('not_found', 'This reminder does not exist (any more).')
      throw new AppError('conflict', 'This reminder has been sent, or is about to be.')
    }
    await wakeSender(tx, now)
    await writeAudit(tx, viewer, 'reminder.sent-again', { kind: 'reminder', id })
  })
}

/**
 * Whether somebody in Slack wants reminders, by Slack's id: everybody decides that for themselves. Who switches them off and has chosen
 * nothing else gets none by mail instead.
 */
export async function chooseReminders(viewer: Viewer, recipient: string, on: boolean): Promise<void> {
  assertCan(viewer, 'read')
  const who = { channelKind: SLACK, recipient }
  const { userId } = viewer
  await inTransaction(async (tx) => {
    if (on) await tx.reminderPreference.updateMany({ where: { userId: userId ?? '' }, data: { bySlack: true } })
    else if (userId !== null) {
      const create = { userId, byMail: false, bySlack: false }
      await tx.reminderPreference.upsert({ where: { userId }, create, update: { bySlack: false } })
    }
    if (on) {
      await tx.reminderRefusal.deleteMany({ where: who })
      return
    }
    await tx.reminderRefusal.createMany({ data: who, skipDuplicates: true })
    await tx.reminder.deleteMany({ where: { ...who, state: 'due' } })
  })
}
