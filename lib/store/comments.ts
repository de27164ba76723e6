import type { Comment } from '@/generated/prisma/client'
import { assertVisible, listReaders } from '@/lib/access'
import { AppError } from '@/lib/domain/errors'
import { findMentioned, nameHandles } from '@/lib/domain/mentions'
import { assertCan, can } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import {
  CommentPatchSchema,
  CommentTargetSchema,
  CommentTextSchema,
  type CommentPatch,
  type CommentTarget,
  type SavedComment,
} from '@/lib/schema/comment'
import type { Viewer } from '@/lib/schema/viewer'
import { writeAudit, type AuditTarget } from './audit'
import { findIncidentForChange, findSkillForChange } from './find-incident'
import { inTransaction, type Transaction } from './transaction'

const GONE = sentence`This comment is not there any more.`

/**
 * Adds a comment in Markdown to an incident or a skill. People named in it with `@handle` are told, but for those who may not read the
 * thing: their names come back. Throws `not_found` for a thing that the viewer may not read.
 */
export async function addComment(viewer: Viewer, target: CommentTarget, text: string): Promise<SavedComment> {
  assertCan(viewer, 'write')
  const { kind, slug } = CommentTargetSchema.parse(target)
  const written = CommentTextSchema.parse(text)
  return inTransaction(async (tx) => {
    const refId =
      kind === 'incident'
        ? (await findIncidentForChange(tx, viewer, slug)).id
        : await findSkillForChange(tx, viewer, slug)
    const { id } = await tx.comment.create({
      data: {
        ...(kind === 'incident' ? { incidentId: refId } : { skillId: refId }),
        userId: viewer.userId,
        byName: viewer.name,
        text: written,
      },
    })
    const notTold = await writeMentions(tx, viewer, { id, refId, text: written })
    await writeAudit(tx, viewer, 'comment.added', { kind, id: refId }, { comment: { from: null, to: id } })
    return { id, notTold }
  })
}

/**
 * Changes the words of one's own comment, or marks one as resolved or open again, which every editor may. Throws `not_found`, also when
 * the viewer may not read what it is about, and `forbidden` for the words of somebody else.
 */
export async function updateComment(viewer: Viewer, id: string, patch: CommentPatch): Promise<SavedComment> {
  assertCan(viewer, 'write')
  const { text, resolved } = CommentPatchSchema.parse(patch)
  return inTransaction(async (tx) => {
    const known = await findComment(tx, viewer, id)
    const target = targetOf(known)
    let notTold: string[] = []
    if (text !== undefined && text !== known.text) {
      if (!isOwn(viewer, known)) throw new AppError('forbidden', 'Only who wrote a comment can change its words.')
      await tx.comment.update({ where: { id }, data: { text, editedAt: new Date() } })
      notTold = await writeMentions(tx, viewer, { id, refId: target.id, text })
      await writeAudit(tx, viewer, 'comment.edited', target, { comment: { from: id, to: id } })
    }
    if (resolved !== undefined && resolved !== (known.resolvedAt !== null)) {
      const data = resolved
        ? { resolvedAt: new Date(), resolvedBy: viewer.name }
        : { resolvedAt: null, resolvedBy: null }
      await tx.comment.update({ where: { id }, data })
      const action = resolved ? 'comment.resolved' : 'comment.reopened'
      await writeAudit(tx, viewer, action, target, { comment: { from: id, to: id } })
    }
    return { id, notTold }
  })
}

/** Deletes one's own comment; an administrator may delete any. Throws as `updateComment`. */
export async function deleteComment(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'write')
  await inTransaction(async (tx) => {
    const known = await findComment(tx, viewer, id)
    if (!isOwn(viewer, known) && !can(viewer, 'admin')) {
      throw new AppError('forbidden', 'Only who wrote a comment, or an administrator, can delete it.')
    }
    await tx.comment.delete({ where: { id } })
    await writeAudit(tx, viewer, 'comment.deleted', targetOf(known), { comment: { from: id, to: null } })
  })
}

/** The viewer has seen these comments: they are told of them no more. */
export async function markMentionsRead(viewer: Viewer, commentIds: readonly string[]): Promise<void> {
  assertCan(viewer, 'read')
  const { userId } = viewer
  if (userId === null || commentIds.length === 0) return
  await inTransaction((tx) =>
    tx.commentMention.updateMany({
      where: { userId, commentId: { in: [...commentIds] }, readAt: null },
      data: { readAt: new Date() },
    }),
  )
}

async function findComment(tx: Transaction, viewer: Viewer, id: string): Promise<Comment> {
  const known = await tx.comment.findUnique({ where: { id } })
  if (!known) throw new AppError('not_found', GONE)
  await assertVisible(viewer, targetOf(known).id, GONE, tx)
  return known
}

function targetOf({ incidentId, skillId }: Comment): AuditTarget {
  return incidentId === null ? { kind: 'skill', id: skillId ?? '' } : { kind: 'incident', id: incidentId }
}

function isOwn({ userId }: Viewer, comment: Comment): boolean {
  return userId !== null && comment.userId === userId
}

/** Tells those who are named now and may read the thing; gives the names of the others. Who was told before is not told again. */
async function writeMentions(
  tx: Transaction,
  viewer: Viewer,
  { id, refId, text }: { id: string; refId: string; text: string },
): Promise<string[]> {
  const readers = await listReaders(refId, tx)
  const named = findMentioned(text, nameHandles(readers)).filter((person) => person.id !== viewer.userId)
  const mayRead = new Set(readers.flatMap((reader) => (reader.mayRead ? [reader.id] : [])))
  const told = named.filter((person) => mayRead.has(person.id)).map((person) => person.id)
  await tx.commentMention.deleteMany({ where: { commentId: id, userId: { notIn: told } } })
  await tx.commentMention.createMany({
    data: told.map((userId) => ({ commentId: id, userId })),
    skipDuplicates: true,
  })
  return named.filter((person) => !mayRead.has(person.id)).map(({ name }) => name)
}
