import type { Transaction } from './transaction'

/**
 * Whether somebody else has this name already, or this address as theirs; compared without regard to case. `self` is the id or the address
 * of whoever is to have it. Until the transaction ends, others who ask wait: of two who take one name at once, one gets it.
 */
export async function isNameTaken(tx: Transaction, name: string, self: string): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('own-name'))`
  const [taken] = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User" WHERE "id" <> ${self} AND "email" IS DISTINCT FROM ${self}
      AND (lower("name") = lower(${name}) OR lower("email") = lower(${name})) LIMIT 1`
  return taken !== undefined
}
