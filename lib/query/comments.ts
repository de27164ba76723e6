import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { listReaders, visible } from '@/lib/access'
import { database } from '@/lib/database'
import { nameHandles } from '@/lib/domain/mentions'
import { assertCan } from '@/lib/domain/permissions'
import type { CommentTarget, CommentView, MentionView } from '@/lib/schema/comment'
import type { Person } from '@/lib/schema/stage'
import type { Viewer } from '@/lib/schema/viewer'
import { isoInstant } from './dates'

/** Comments of one thing that are shown; more is a conversation for elsewhere. */
const SHOWN = 300
/** Characters of a comment in a list of mentions. */
const EXCERPT = 160

/** The comments on an incident or a skill, oldest first; null when it is not there or the viewer may not read it. */
export async function listComments(viewer: Viewer, target: CommentTarget): Promise<CommentView[] | null> {
  assertCan(viewer, 'read')
  const refId = await findTarget(viewer, target)
  if (refId === null) return null
  const { userId } = viewer
  const rows = await database.comment.findMany({
    where: target.kind === 'incident' ? { incidentId: refId } : { skillId: refId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: SHOWN,
    include: { mentions: { where: { userId: userId ?? '', readAt: null }, select: { commentId: true } } },
  })
  return rows.map((row) => ({
    id: row.id,
    by: row.byName,
    own: userId !== null && row.userId === userId,
    text: row.text,
    at: isoInstant(row.createdAt),
    editedAt: isoInstant(row.editedAt),
    resolved: row.resolvedAt && { at: isoInstant(row.resolvedAt), by: row.resolvedBy ?? 'somebody' },
    unread: row.mentions.length > 0,
  }))
}

/** Who can be named in a comment on a thing: everybody with an account, by what follows the `@`. */
export async function listMentionable(viewer: Viewer, target: CommentTarget): Promise<Person[]> {
  assertCan(viewer, 'write')
  const refId = await findTarget(viewer, target)
  return refId === null ? [] : nameHandles(await listReaders(refId))
}

const MentionsSchema = z.array(
  z.object({
    commentId: z.string(),
    kind: z.enum(['incident', 'skill']),
    slug: z.string(),
    title: z.string(),
    by: z.string(),
    at: z.date(),
    text: z.string(),
  }),
)

/** Comments that name the viewer and are not read yet, newest first, of what the viewer may read now: the rest takes no place among them. */
export async function listMentions(viewer: Viewer, take = 20): Promise<MentionView[]> {
  assertCan(viewer, 'read')
  const { userId } = viewer
  if (userId === null) return []
  const rows = await database.$queryRaw`
    SELECT c."id" AS "commentId", CASE WHEN i."id" IS NULL THEN 'skill' ELSE 'incident' END AS "kind",
      coalesce(i."slug", s."slug") AS "slug", coalesce(i."title", s."title") AS "title", c."byName" AS "by", c."createdAt" AS "at", c."text"
    FROM "CommentMention" m JOIN "Comment" c ON c."id" = m."commentId"
    LEFT JOIN "Incident" i ON i."id" = c."incidentId" LEFT JOIN "Skill" s ON s."id" = c."skillId"
    WHERE m."userId" = ${userId} AND m."readAt" IS NULL AND (i."id" IS NOT NULL OR s."id" IS NOT NULL)
      AND ${visible(viewer, Prisma.sql`coalesce(i."id", s."id")`)}
    ORDER BY c."createdAt" DESC, c."id" LIMIT ${take}`
  return MentionsSchema.parse(rows).map(({ text, at, ...mention }) => {
    const excerpt = text.replaceAll(/\s+/g, ' ')
    return {
      ...mention,
      at: isoInstant(at),
      excerpt: excerpt.length > EXCERPT ? `${excerpt.slice(0, EXCERPT)}…` : excerpt,
    }
  })
}

async function findTarget(viewer: Viewer, { kind, slug }: CommentTarget): Promise<string | null> {
  const rows =
    kind === 'incident'
      ? await database.$queryRaw<{ id: string }[]>`
          SELECT i."id" FROM "Incident" i WHERE i."id" IN (SELECT "id" FROM "Incident" WHERE "slug" = ${slug}
            UNION SELECT a."incidentId" FROM "SlugAlias" a WHERE a."slug" = ${slug})
            AND ${visible(viewer, Prisma.sql`i."id"`)}`
      : await database.$queryRaw<{ id: string }[]>`
          SELECT s."id" FROM "Skill" s WHERE s."slug" = ${slug} AND ${visible(viewer, Prisma.sql`s."id"`)}`
  return rows[0]?.id ?? null
}
