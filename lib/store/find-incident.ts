import type { Incident } from '@/generated/prisma/client'
import { isVisible } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import type { Viewer } from '@/lib/schema/viewer'
import type { Transaction } from './transaction'

/**
 * The incident of this slug or of one of its other slugs, locked until the transaction ends. Throws `not_found`, also for one
 * that the viewer may not read.
 */
export async function findIncidentForChange(tx: Transaction, viewer: Viewer, slug: string): Promise<Incident> {
  const alias = await tx.slugAlias.findUnique({ where: { slug } })
  const where = alias ? { id: alias.incidentId } : { slug }
  const found = await tx.incident.findUnique({ where, select: { id: true } })
  if (found) await tx.$executeRaw`SELECT 1 FROM "Incident" WHERE id = ${found.id} FOR UPDATE`
  // After the lock: it may have been restricted while we waited.
  if (!found || !(await isVisible(viewer, found.id, tx))) {
    throw new AppError('not_found', `There is no incident “${slug}”.`)
  }
  return tx.incident.findUniqueOrThrow({ where: { id: found.id } })
}

/** The id of the skill of this slug. Throws `not_found`, also for one that the viewer may not read. */
export async function findSkillForChange(tx: Transaction, viewer: Viewer, slug: string): Promise<string> {
  const found = await tx.skill.findUnique({ where: { slug }, select: { id: true } })
  if (!found || !(await isVisible(viewer, found.id, tx))) {
    throw new AppError('not_found', `There is no skill “${slug}”.`)
  }
  return found.id
}
