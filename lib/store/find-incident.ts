import type { Incident } from '@/generated/prisma/client'
import { AppError } from '@/lib/domain/errors'
import type { Transaction } from './transaction'

/** The incident of this slug or of one of its other slugs, locked until the transaction ends. Throws `not_found`. */
export async function findIncidentForChange(tx: Transaction, slug: string): Promise<Incident> {
  const alias = await tx.slugAlias.findUnique({ where: { slug } })
  const where = alias ? { id: alias.incidentId } : { slug }
  const found = await tx.incident.findUnique({ where, select: { id: true } })
  if (!found) throw new AppError('not_found', `There is no incident “${slug}”.`)
  await tx.$executeRaw`SELECT 1 FROM "Incident" WHERE id = ${found.id} FOR UPDATE`
  return tx.incident.findUniqueOrThrow({ where: { id: found.id } })
}
