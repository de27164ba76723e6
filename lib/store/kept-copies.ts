import { createHash } from 'node:crypto'
import { database } from '@/lib/database'

/**
 * Since when a copy that others keep says what it says: the same at every process, by the clock of the database, in whole seconds as HTTP
 * has them. What changes twice within a second is dated a second later, so that no two contents of one copy have one date. A time of the
 * rows would not change when one disappears.
 * @param name what is asked for, and by whom
 */
export async function dateCopy(name: string, body: string): Promise<Date> {
  const hash = createHash('sha256').update(body).digest('base64url')
  const known = await database.keptCopy.findUnique({ where: { name } })
  if (known?.hash === hash) return known.at
  const [made] = await database.$queryRaw<[{ at: Date }]>`
    INSERT INTO "KeptCopy" ("name", "hash", "at") VALUES (${name}, ${hash}, date_trunc('second', now()))
    ON CONFLICT ("name") DO UPDATE SET "hash" = excluded."hash", "at" = CASE
      WHEN "KeptCopy"."hash" = excluded."hash" THEN "KeptCopy"."at"
      ELSE greatest(excluded."at", "KeptCopy"."at" + interval '1 second') END
    RETURNING "at"`
  return made.at
}
