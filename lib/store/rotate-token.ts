import { randomUUID } from 'node:crypto'
import type { ApiToken } from '@/generated/prisma/client'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { assertMayMakeTokens, chooseEnd, earliestEnd } from '@/lib/domain/token-life'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit } from './audit'
import { findManaged, newSecret, type MadeToken } from './tokens'
import { inTransaction } from './transaction'

const HOUR = 3_600_000

const RotationSchema = z.object({
  /** Hours that both work: none to 30 days. */
  overlapHours: z.number().min(0).max(720).default(24),
  /** End of the successor; left out for a life as long as that of the token it replaces. */
  expiresAt: z.date().nullish(),
})
export type Rotation = z.input<typeof RotationSchema>

/**
 * Makes a token that takes the place of another: same name, owner and scope. Both work until the older one ends, after the overlap
 * or when it would have ended anyway.
 * A person may rotate their own tokens, an administrator those of services, the command line any. A token may rotate itself, which renews its secret and not its life,
 * and what was made with it. What was made with the older token ends with the older token.
 * Throws `not_found`, `forbidden`, `conflict` for a token that has ended or been replaced, `unprocessable` for an end that is too
 * late.
 */
export async function rotateToken(
  viewer: Viewer,
  id: string,
  rotation: Rotation,
  now: Date = new Date(),
): Promise<MadeToken & { olderEndsAt: Date }> {
  const { overlapHours, expiresAt: wanted } = RotationSchema.parse(rotation)
  assertMayMakeTokens(viewer)
  return inTransaction(async (tx) => {
    // Of two who rotate at the same moment, the second waits here and finds it replaced.
    await tx.$queryRaw`SELECT 1 FROM "ApiToken" WHERE "id" = ${id} FOR UPDATE`
    const older = await findManaged(tx, viewer, id)
    assertCan(viewer, older.scope)
    assertMayHold(viewer, older)
    if (older.revokedAt !== null || (older.expiresAt !== null && older.expiresAt <= now)) {
      throw new AppError('conflict', 'This token has ended. Make a new one.')
    }
    if (older.replacedBy) throw new AppError('conflict', 'This token has been replaced already.')
    const expiresAt = endOfSuccessor(viewer, older, wanted, now)
    const olderEndsAt = earliestEnd([older.expiresAt, new Date(now.getTime() + overlapHours * HOUR)]) ?? now
    const { secret, ...stored } = newSecret()
    const successor = randomUUID()
    const { name, scope, userId } = older
    const dependence = { parentId: parentOfSuccessor(viewer, older), sessionId: sessionOf(viewer) ?? older.sessionId }
    await tx.apiToken.create({
      data: { id: successor, name, scope, userId, ...stored, ...dependence, expiresAt, createdAt: now, replacesId: id },
    })
    await tx.apiToken.update({ where: { id }, data: { expiresAt: olderEndsAt } })
    await writeAudit(
      tx,
      viewer,
      'token.rotated',
      { kind: 'token', id },
      {
        successor: { from: null, to: successor },
        expiresAt: { from: older.expiresAt?.toISOString() ?? 'never', to: olderEndsAt.toISOString() },
      },
    )
    return { id: successor, secret, expiresAt, olderEndsAt }
  })
}

/** Whoever rotates a token is told its new secret, and could act with it in the name of its owner. */
function assertMayHold(viewer: Viewer, older: Awaited<ReturnType<typeof findManaged>>): void {
  if (older.userId === viewer.userId || older.user.kind === 'service' || viewer.via === 'command-line') return
  throw new AppError(
    'forbidden',
    'Whoever rotates this token could act in the name of its owner. Revoke it; its owner can make another.',
  )
}

const sessionOf = (viewer: Viewer) => (viewer.session?.bounded ? viewer.session.id : null)

/** A token that renews itself gains no time; other successors last as long as what they replace did, where nothing ends earlier. */
function endOfSuccessor(viewer: Viewer, older: ApiToken, wanted: Date | null | undefined, now: Date): Date | null {
  if (viewer.token?.id === older.id && wanted === undefined) return viewer.token.endsAt
  if (wanted !== undefined) return chooseEnd(viewer, wanted, now)
  if (older.expiresAt === null) return chooseEnd(viewer, viewer.scope === 'admin' ? null : undefined, now)
  return chooseEnd(viewer, undefined, now, older.expiresAt.getTime() - older.createdAt.getTime())
}

/** What the successor depends on: what the older token does, and where it is made with a token, on that one. */
function parentOfSuccessor(viewer: Viewer, older: ApiToken): string | null {
  const acting = viewer.token?.id ?? null
  if (acting === null || acting === older.id || acting === older.parentId) return older.parentId
  if (older.parentId === null) return acting
  throw new AppError('forbidden', 'This token was made with another one. Rotate it with that one, or signed in.')
}
