import { z } from 'zod'
import { InstantSchema } from './text'

/** What a comment can be about. */
export const CommentTargetSchema = z.object({ kind: z.enum(['incident', 'skill']), slug: z.string().min(1).max(200) })
export type CommentTarget = z.infer<typeof CommentTargetSchema>

/** Markdown. Longer ones are documents. */
export const CommentTextSchema = z.string().trim().min(1, 'Write something first.').max(10_000)
/** A comment as a client of the API writes it. */
export const CommentEditSchema = z.object({ text: CommentTextSchema }).strict()
export const CommentPatchSchema = z.object({ text: CommentTextSchema, resolved: z.boolean() }).partial().strict()
export type CommentPatch = z.infer<typeof CommentPatchSchema>

export const CommentViewSchema = z.object({
  id: z.string(),
  by: z.string(),
  /** The viewer wrote it. */
  own: z.boolean(),
  text: z.string(),
  at: InstantSchema,
  editedAt: InstantSchema.nullable(),
  resolved: z.object({ at: InstantSchema, by: z.string() }).nullable(),
  /** The viewer is named in it and has not read it yet. */
  unread: z.boolean(),
})
export type CommentView = z.infer<typeof CommentViewSchema>

/** What became of a comment. */
export const SavedCommentSchema = z.object({
  id: z.string(),
  /** Names of people who are mentioned and may not read the thing: they are not told. */
  notTold: z.array(z.string()),
})
export type SavedComment = z.infer<typeof SavedCommentSchema>

/** Somebody has named the viewer in a comment. */
export const MentionViewSchema = z.object({
  commentId: z.string(),
  kind: z.enum(['incident', 'skill']),
  slug: z.string(),
  title: z.string(),
  by: z.string(),
  at: InstantSchema,
  /** The beginning of the comment, plain. */
  excerpt: z.string(),
})
export type MentionView = z.infer<typeof MentionViewSchema>
