import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { visible } from '@/lib/access'
import { database } from '@/lib/database'
import { assertCan, can } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { seenProposals } from './proposals'

const WaitingSchema = z.object({ proposals: z.number(), reviews: z.number(), mentions: z.number() })

/** How much waits for a viewer. */
export type Waiting = z.infer<typeof WaitingSchema>

/**
 * How much waits for the viewer: proposals to decide about (none for who may not), reviews that they are asked for, comments that name
 * them and are not read yet; of what they may read now. One statement, since every page tells it.
 */
export async function countWaiting(viewer: Viewer): Promise<Waiting> {
  assertCan(viewer, 'read')
  const { userId } = viewer
  const proposals = can(viewer, 'write')
    ? Prisma.sql`p."state" = 'open' AND ${seenProposals(viewer)}`
    : Prisma.sql`FALSE`
  const rows = await database.$queryRaw`
    SELECT (SELECT count(*)::int FROM "Proposal" p WHERE ${proposals}) AS "proposals",
      (SELECT count(*)::int FROM "ReviewRequest" r JOIN "Incident" i ON i."id" = r."incidentId"
        WHERE r."userId" = ${userId} AND i."stage" = 'in-review' AND ${visible(viewer, Prisma.sql`i."id"`)}) AS "reviews",
      (SELECT count(*)::int FROM "CommentMention" m JOIN "Comment" c ON c."id" = m."commentId"
        WHERE m."userId" = ${userId} AND m."readAt" IS NULL
          AND ${visible(viewer, Prisma.sql`coalesce(c."incidentId", c."skillId")`)}) AS "mentions"`
  return z.tuple([WaitingSchema]).parse(rows)[0]
}
