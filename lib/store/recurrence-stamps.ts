import { database } from '@/lib/database'

/** Rows beyond which the oldest are forgotten, and how many stay. */
const MANY = 5_000
const KEPT = 500

/**
 * Forgets the oldest stamps of changes that decide about recurrence debt, when there are many: each reading counts them. What processes
 * have compared counts as out of date afterwards, once. Background work of this place: there is no viewer.
 */
export async function pruneRecurrenceStamps(): Promise<void> {
  await database.$executeRaw`
    DELETE FROM "RecurrenceStamp" WHERE (SELECT count(*) FROM "RecurrenceStamp") > ${MANY} AND "transaction" < (
      SELECT "transaction" FROM "RecurrenceStamp" ORDER BY "transaction" DESC OFFSET ${KEPT} LIMIT 1)`
}
