import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Prisma } from '@/generated/prisma/client'
import { isVisible } from '@/lib/access'
import { askedShown } from '@/lib/asked-access'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { assertCan, can } from '@/lib/domain/permissions'
import { alertKeyOf } from '@/lib/recognise/recognise-key'
import type { AskedHit, AskedSource, VerdictInput } from '@/lib/schema/asked'
import type { Recognition } from '@/lib/schema/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { inTransaction } from './transaction'

/** So much of each person's is kept that nobody has judged; what people said is kept for good. */
const KEPT = { rows: 10_000, days: 180 }
/** Rows that are deleted at once: many would hold up who asks next. */
const PRUNED_AT_ONCE = 5_000
/** UTF-16 code units of an asked text that are kept. */
const TEXT_KEPT = 4_000
const SKILLS_KEPT = 3
const INCIDENTS_KEPT = 3
/** The same question of the same person within this time is one: a page is loaded again, a button is pressed twice. */
const SAME_QUESTION = 30 * 60_000
const PRUNED_EVERY = 60 * 60_000

/** `text` has no secrets any more (`maskSecrets`); `key` and `firing` are of alerts, whose names are told. */
export type NewAsked = { source: AskedSource; text: string; answer: Recognition; key?: string; firing?: string }

let prunedAt = 0

/** Keeps what was asked and answered; gives its id, and whether it was kept already (the same firing, the same question again). */
export async function keepAsked(
  viewer: Viewer,
  { source, text, answer, key = alertKeyOf(text), firing }: NewAsked,
  now: Date = new Date(),
): Promise<{ id: string; repeated: boolean }> {
  assertCan(viewer, 'read')
  const kept = text.replaceAll('\u0000', ' ').slice(0, TEXT_KEPT)
  const known = await findSame(viewer, { source, text: kept, firing }, now)
  if (known) return { id: known.id, repeated: true }
  const hits = hitsOf(answer)
  const [best] = hits
  const of = { source, text: kept, key, firing: firing ?? null, byName: viewer.name, userId: viewer.userId }
  const row = { id: randomUUID(), at: now, hits, score: best?.score ?? null, ...of }
  // Another process may have kept the same firing since.
  const { count } = await database.asked.createMany({ data: row, skipDuplicates: true })
  if (now.getTime() - prunedAt > PRUNED_EVERY) {
    prunedAt = now.getTime()
    // What is left over goes with the next question.
    if ((await pruneAsked(now)) === PRUNED_AT_ONCE) prunedAt = 0
  }
  if (count > 0) return { id: row.id, repeated: false }
  const other = await findSame(viewer, { source, text: kept, firing }, now)
  return { id: other?.id ?? row.id, repeated: true }
}

/** Whether a firing has been kept, and notes that it is over when `resolvedAt` is given; null for one never seen. */
export async function findFiring(firing: string): Promise<{ id: string } | null> {
  return database.asked.findUnique({ where: { firing }, select: { id: true } })
}

/** Notes that the alerts of firings are resolved, in one statement; nothing for those that were never asked. */
export async function resolveFirings(viewer: Viewer, ended: readonly { firing: string; at: Date }[]): Promise<void> {
  assertCan(viewer, 'read')
  if (ended.length === 0) return
  const firings = ended.map(({ firing }) => firing)
  const ats = ended.map(({ at }) => at.toISOString())
  await database.$executeRaw`
    UPDATE "Asked" a SET "resolvedAt" = e."at"
    FROM (SELECT f."firing", min(f."at"::timestamptz) AS "at" FROM unnest(${firings}::text[], ${ats}::text[]) f("firing", "at") GROUP BY 1) e
    WHERE a."firing" = e."firing" AND a."resolvedAt" IS NULL`
}

async function findSame(
  { userId, name }: Viewer,
  { source, text, firing }: { source: AskedSource; text: string; firing: string | undefined },
  now: Date,
): Promise<{ id: string } | null> {
  if (firing !== undefined) return findFiring(firing)
  const after = new Date(now.getTime() - SAME_QUESTION)
  return database.asked.findFirst({
    where: { at: { gt: after }, userId, byName: name, source, text },
    select: { id: true },
  })
}

function hitsOf({ skills, incidents }: Recognition): AskedHit[] {
  const listed = [
    ...skills.slice(0, SKILLS_KEPT).map((hit) => ({ kind: 'skill' as const, ...hit })),
    ...incidents.slice(0, INCIDENTS_KEPT).map((hit) => ({ kind: 'incident' as const, ...hit })),
  ]
  return listed.map(({ kind, slug, title, score, reasons }) => ({ kind, slug, title, score, reasons }))
}

/**
 * Deletes what nobody has judged beyond what is kept: the oldest of each person, or of each webhook. Who asks much takes nobody else's
 * questions away. Gives how many were deleted; there may be more left.
 */
export async function pruneAsked(now: Date, { rows, days } = KEPT): Promise<number> {
  const oldest = new Date(now.getTime() - days * 86_400_000)
  return database.$executeRaw`
    DELETE FROM "Asked" WHERE "id" IN (
      SELECT r."id" FROM (
        SELECT a."id", a."at", row_number() OVER (PARTITION BY a."userId", CASE WHEN a."userId" IS NULL THEN a."byName" END
          ORDER BY a."at" DESC, a."id" DESC) AS "place"
        FROM "Asked" a WHERE a."verdict" IS NULL) r
      WHERE r."place" > ${rows}::int OR r."at" < ${oldest} ORDER BY r."at" LIMIT ${PRUNED_AT_ONCE})`
}

/**
 * Keeps what a person says about an answer; the last word counts. Throws `not_found` for what is not kept (any more) and for a
 * right answer that nothing has as its name.
 */
export async function judgeAsked(viewer: Viewer, input: VerdictInput, now: Date = new Date()): Promise<void> {
  assertCan(viewer, 'write')
  const { id, verdict, right } = input
  await inTransaction(async (tx) => {
    const before = await tx.asked.findUnique({ where: { id }, select: { verdict: true, rightSlug: true } })
    if (!before || !(await isShown(viewer, id, tx)))
      throw new AppError('not_found', 'This question is not kept any more.')
    if (right) {
      const where = { where: { slug: right.slug }, select: { id: true } }
      const found = right.kind === 'skill' ? await tx.skill.findUnique(where) : await tx.incident.findUnique(where)
      if (!found || !(await isVisible(viewer, found.id, tx))) {
        throw new AppError(
          'not_found',
          right.kind === 'skill' ? `There is no skill “${right.slug}”.` : `There is no incident “${right.slug}”.`,
        )
      }
    }
    const chosen = { rightKind: right?.kind ?? null, rightSlug: right?.slug ?? null }
    await tx.asked.update({ where: { id }, data: { verdict, ...chosen, decidedBy: viewer.name, decidedAt: now } })
    await writeAudit(
      tx,
      viewer,
      'question.judged',
      { kind: 'question', id },
      { verdict: { from: before.verdict, to: verdict }, right: { from: before.rightSlug, to: chosen.rightSlug } },
    )
  })
}

/** Whether a person may see the question, and so judge its answer. */
async function isShown(viewer: Viewer, id: string, tx: Prisma.TransactionClient): Promise<boolean> {
  const rows = await tx.$queryRaw`SELECT 1 FROM "Asked" a WHERE a."id" = ${id} AND ${askedShown(viewer)}`
  return z.array(z.unknown()).parse(rows).length > 0
}

/**
 * Takes a question out of the history, with what was said about its answer. Throws `not_found` to whoever has not asked it and is no
 * administrator.
 */
export async function removeAsked(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'read')
  const own = can(viewer, 'admin') ? {} : { userId: viewer.userId ?? '' }
  await inTransaction(async (tx) => {
    const { count } = await tx.asked.deleteMany({ where: { id, ...own } })
    if (count === 0) throw new AppError('not_found', 'There is no question of yours here. It may be gone already.')
    await writeAudit(tx, viewer, 'question.removed', { kind: 'question', id }, {})
  })
}
