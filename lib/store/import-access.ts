import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { ShareSchema, type Share } from '@/lib/schema/sharing'
import type { Viewer } from '@/lib/schema/viewer'
import type { Transaction } from './transaction'

const NO_IMPORT = 'There is no such import.'

/** The columns of an import that say which token it was started with: it ends with that. */
export function startedWith({ token }: Viewer): { tokenKind: string | null; tokenId: string | null } {
  return { tokenKind: token?.kind ?? null, tokenId: token?.id ?? null }
}

/** Who may read what an import makes, as its row says it. */
export function shareOfImport(stored: unknown): Share | null {
  return stored === null || stored === undefined ? null : ShareSchema.parse(stored)
}

/**
 * Throws `not_found` when there is no import of this id, and when it is none of the viewer's business: what a restricted one is
 * about, or one of which the viewer may read nothing any more, is known to who started it and to administrators.
 */
export async function assertOwnImport(viewer: Viewer, id: string, tx: Transaction = database): Promise<void> {
  const found = await tx.import.findUnique({ where: { id }, select: { userId: true, share: true } })
  const isOpen = shareOfImport(found?.share)?.visibility !== 'restricted'
  const isOwn = viewer.userId !== null && found?.userId === viewer.userId
  if (!found || !(isOpen || isOwn || viewer.reach === 'all')) throw new AppError('not_found', NO_IMPORT)
  if (isOwn || viewer.reach === 'all') return
  const isReadable = visible(viewer, Prisma.sql`l."sourceId"`)
  const hidden = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "ImportLine" l WHERE l."importId" = ${id} HAVING bool_and(NOT ${isReadable})`
  if (hidden.length > 0) throw new AppError('not_found', NO_IMPORT)
}

/** As `assertOwnImport`, and when something that the import has made or changed is not for the viewer to read. */
export async function assertReadableImport(viewer: Viewer, id: string, tx: Transaction = database): Promise<void> {
  await assertOwnImport(viewer, id, tx)
  if (viewer.reach === 'all') return
  const hidden = await tx.$queryRaw<object[]>`
    SELECT 1 FROM "ImportChange" c WHERE c."importId" = ${id} AND NOT (${visible(viewer, Prisma.sql`c."refId"`)})
    UNION ALL
    SELECT 1 FROM "ImportLine" l WHERE l."importId" = ${id} AND NOT (${visible(viewer, Prisma.sql`l."sourceId"`)})
    LIMIT 1`
  if (hidden.length > 0) throw new AppError('not_found', NO_IMPORT)
}
