import { z } from 'zod'
import { CommentEditSchema, CommentPatchSchema, CommentViewSchema, SavedCommentSchema } from '@/lib/schema/comment'
import { RevisionListSchema, RevisionViewSchema, type RevisionKind } from '@/lib/schema/revision'
import type { Entry, Noun } from './entry'

const FOLDER = { incident: 'incidents', skill: 'skills', pattern: 'patterns' } as const
const NAME = { incident: 'Incident', skill: 'Skill', pattern: 'Pattern' } as const

const NumberQuery = z.object({
  against: z.coerce.number().int().min(1).optional().describe('Number of the revision to compare with; the one before'),
})

function revisionsOf(kind: RevisionKind): Entry[] {
  const path = `/api/v1/${FOLDER[kind]}/{slug}/revisions` as const
  return [
    {
      method: 'get',
      path,
      id: `list${NAME[kind]}Revisions`,
      does: `Every state that a ${kind} had`,
      scope: 'read',
      answers: [{ is: 'Revisions, newest first', schema: RevisionListSchema, headers: ['ETag'] }],
    },
    {
      method: 'get',
      path: `${path}/{number}`,
      id: `read${NAME[kind]}Revision`,
      does: `One state of a ${kind}, and what differs`,
      scope: 'read',
      query: NumberQuery,
      answers: [{ is: 'The revision', schema: RevisionViewSchema, headers: ['ETag'] }],
    },
    {
      method: 'post',
      path: `${path}/{number}/restore`,
      id: `restore${NAME[kind]}Revision`,
      does: `Make an earlier state of a ${kind} the present one again`,
      more: 'It becomes a new revision; none is rewritten.',
      scope: 'write',
      ifMatch: 'required',
      answers: [{ is: 'The version now', schema: z.object({ version: z.int() }), headers: ['ETag'] }],
      errors: ['conflict', 'unprocessable'],
    },
  ]
}

function commentsOf(kind: 'incident' | 'skill'): Entry[] {
  const path = `/api/v1/${FOLDER[kind]}/{slug}/comments` as const
  return [
    {
      method: 'get',
      path,
      id: `list${NAME[kind]}Comments`,
      does: `Comments on a ${kind}`,
      scope: 'read',
      answers: [{ is: 'Comments, oldest first', schema: z.object({ items: z.array(CommentViewSchema) }) }],
    },
    {
      method: 'post',
      path,
      id: `comment${NAME[kind]}`,
      does: `Comment on a ${kind}`,
      more: '`notTold` names people who are mentioned and may not read it.',
      scope: 'write',
      body: { schema: CommentEditSchema, example: { text: 'Is this still so, @sam?' } },
      answers: [{ status: 201, is: 'The comment', schema: SavedCommentSchema }],
    },
  ]
}

export const EDITING: Noun = {
  name: 'Revisions and comments',
  about: 'What was said before, and what people say about it.',
  entries: [
    ...revisionsOf('incident'),
    ...revisionsOf('skill'),
    ...revisionsOf('pattern'),
    ...commentsOf('incident'),
    ...commentsOf('skill'),
    {
      method: 'patch',
      path: '/api/v1/comments/{id}',
      id: 'updateComment',
      does: 'Reword one’s own comment, or mark one as resolved',
      scope: 'write',
      body: { schema: CommentPatchSchema, example: { resolved: true } },
      answers: [{ is: 'The comment', schema: SavedCommentSchema }],
    },
    {
      method: 'delete',
      path: '/api/v1/comments/{id}',
      id: 'deleteComment',
      does: 'Delete one’s own comment',
      scope: 'write',
      answers: [{ status: 204, is: 'It is gone' }],
    },
  ],
}
