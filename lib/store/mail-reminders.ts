import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { PlannedMail } from '@/lib/domain/reminder-mails'
import { mailPauseMinutes } from '@/lib/domain/reminder-mails'
import { ReminderKindSchema } from '@/lib/schema/reminder'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { LOST, LOST_AFTER, MAX_ATTEMPTS, PLANNING } from './reminders'
import { inTransaction, type Transaction } from './transaction'

/** The task of the queue that sends mails which are due. */
export const SEND_MAILS_TASK = 'send-mails'
const EMAIL = 'email'

/**
 * Stores planned mails of what is due, one for each recipient and day, and wakes whoever sends them. A thing that another process has
 * planned since is left out, and a mail without any.
 */
export async function addDueMails(planned: readonly PlannedMail[], now: Date): Promise<void> {
  if (planned.length === 0) return
  await inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PLANNING})`
    const lastTold = await readLastTold(tx, planned)
    for (const { recipient, toName, zone, key, about } of planned) {
      const ids = about.filter((one) => !((lastTold.get(`${recipient} ${one.id}`) ?? new Date(0)) > one.countsFrom))
      if (ids.length === 0) continue
      const row = { id: randomUUID(), channelKind: EMAIL, recipient, toName, kind: 'due', key, zone }
      const data = { ...row, about: ids.map(({ id }) => id), dueAt: now, createdAt: now }
      await tx.reminder.createMany({ data, skipDuplicates: true })
    }
    await wakeMailer(tx, now)
  })
}

/** When each person was last mailed of each thing, as `recipient id`. What failed was not told. */
async function readLastTold(tx: Transaction, planned: readonly PlannedMail[]): Promise<Map<string, Date>> {
  const rows = await tx.reminder.findMany({
    where: {
      channelKind: EMAIL,
      kind: 'due',
      recipient: { in: planned.map(({ recipient }) => recipient) },
      about: { hasSome: [...new Set(planned.flatMap(({ about }) => about.map(({ id }) => id)))] },
      state: { not: 'failed' },
    },
    select: { recipient: true, about: true, createdAt: true, triedAt: true },
    orderBy: { createdAt: 'asc' },
  })
  const times = rows.flatMap(({ recipient, about, createdAt, triedAt }) =>
    about.map((id) => [`${recipient} ${id}`, triedAt ?? createdAt] as const),
  )
  return new Map(times)
}

/** A mail to somebody that is not about single things: their week ("2026-W48"), or what they have asked for at a minute. */
export type NewMail = { recipient: string; toName: string; kind: 'week' | 'now'; key: string; zone: string }

/** Stores a mail, once for its kind and key, and wakes whoever sends it: gives false when it has been stored before. */
export async function addMail(mail: NewMail, now: Date): Promise<boolean> {
  return inTransaction(async (tx) => {
    const data = { id: randomUUID(), channelKind: EMAIL, about: [], dueAt: now, createdAt: now, ...mail }
    const { count } = await tx.reminder.createMany({ data, skipDuplicates: true })
    if (count > 0) await wakeMailer(tx, now)
    return count > 0
  })
}

/** Whether there is a mail of this kind and key, whatever became of it. */
export async function hasMail({ recipient, kind, key }: Omit<NewMail, 'toName' | 'zone'>): Promise<boolean> {
  const where = { channelKind_recipient_kind_key: { channelKind: EMAIL, recipient, kind, key } }
  return (await database.reminder.findUnique({ where, select: { id: true } })) !== null
}

const ClaimedSchema = z.object({
  id: z.string(),
  recipient: z.string(),
  kind: ReminderKindSchema,
  key: z.string(),
  zone: z.string(),
  about: z.array(z.string()),
  attempts: z.number(),
  createdAt: z.date(),
})
export type ClaimedMail = z.infer<typeof ClaimedSchema>

/**
 * Takes one mail that is due, so that no other process sends it; null when none is left. From here on it is either recorded
 * (`recordReminder`, `postponeMail`, `dropReminder`) or, if this process dies, given up as unsure.
 */
export async function claimMail(now: Date): Promise<ClaimedMail | null> {
  const rows = await database.$queryRaw`
    UPDATE "Reminder" SET "state" = 'sending', "triedAt" = ${now}, "attempts" = "attempts" + 1
    WHERE "id" = (
      SELECT "id" FROM "Reminder" WHERE "state" = 'due' AND "channelKind" = ${EMAIL} AND "dueAt" <= ${now}
      ORDER BY "dueAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "recipient", "kind", "key", "zone", "about", "attempts", "createdAt"`
  return z.array(ClaimedSchema).parse(rows)[0] ?? null
}

/**
 * Puts a claimed mail back that the server would not take now, to be sent later; after too many attempts it has failed. `error`: why,
 * and what to do.
 */
export async function postponeMail({ id, attempts }: ClaimedMail, error: string, now: Date): Promise<void> {
  const isOver = attempts >= MAX_ATTEMPTS
  const dueAt = new Date(now.getTime() + mailPauseMinutes(attempts) * 60_000)
  await inTransaction(async (tx) => {
    const data = isOver ? { state: 'failed', error } : { state: 'due', dueAt, error }
    await tx.reminder.updateMany({ where: { id, state: 'sending' }, data })
    if (!isOver) await wakeMailer(tx, dueAt)
  })
}

/** Puts a claimed mail back for which it is too early or too late in the day. */
export async function delayMail({ id, attempts }: ClaimedMail, dueAt: Date): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.reminder.updateMany({
      where: { id, state: 'sending' },
      data: { state: 'due', dueAt, attempts: attempts - 1 },
    })
    await wakeMailer(tx, dueAt)
  })
}

/** Gives up mails that a process has begun to send and not recorded: they may have arrived, so they are not sent again by themselves. */
export async function giveUpLostMails(now: Date): Promise<void> {
  await database.reminder.updateMany({
    where: { channelKind: EMAIL, state: 'sending', triedAt: { lt: new Date(now.getTime() - LOST_AFTER) } },
    data: { state: 'unsure', error: LOST },
  })
}

/** Wakes whoever sends mails, at a time. */
export async function wakeMailer(tx: Pick<Transaction, '$executeRaw'>, at: Date): Promise<void> {
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(${SEND_MAILS_TASK}, '{}'::json, run_at := ${at}, job_key := ${`${SEND_MAILS_TASK}:${at.getTime()}`},
      max_attempts := 3)`
}

/** Wakes whoever sends mails now: more is due than was sent at once, or a process has just begun to work. */
export async function wakeMailerNow(): Promise<void> {
  await wakeMailer(database, new Date())
}

/**
 * Sends a mail once more that failed, or of which nobody knows whether it arrived: one's own, or anybody's for administrators. Throws
 * `not_found`, and `conflict` for one that was sent, or is being sent.
 */
export async function sendMailAgain(viewer: Viewer, id: string, now: Date): Promise<void> {
  assertCan(viewer, 'read')
  const own = viewer.scope === 'admin' ? {} : { recipient: viewer.userId ?? '' }
  await inTransaction(async (tx) => {
    const known = await tx.reminder.findFirst({ where: { id, channelKind: EMAIL, ...own }, select: { id: true } })
    if (!known) throw new AppError('not_found', 'This mail is not in the list (any more).')
    const { count } = await tx.reminder.updateMany({
      where: { id, state: { in: ['failed', 'unsure'] } },
      data: { state: 'due', dueAt: now, attempts: 0, error: null },
    })
    if (count === 0) throw new AppError('conflict', 'This mail has been sent, or is about to be.')
    await wakeMailer(tx, now)
    await writeAudit(tx, viewer, 'reminder.sent-again', { kind: 'reminder', id })
  })
}
