import { z } from 'zod'
import { DocumentDraftSchema, IncidentStatusSchema } from './draft'
import { InstantSchema, LangSchema } from './text'

/** A stretch of two texts compared: in both, only in the later one, or only in the earlier one. */
export const TextPieceSchema = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })
export type TextPiece = z.infer<typeof TextPieceSchema>

/** A field that two states of a thing give differently. `words`: for texts, the two compared word by word. */
export const FieldDifferenceSchema = z.object({
  /** As doubts and conflicts name fields: `title`, `timeline.2.at`. */
  path: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  before: z.json(),
  after: z.json(),
  words: z.array(TextPieceSchema).nullable(),
})
export type FieldDifference = z.infer<typeof FieldDifferenceSchema>

/** What differs in one part of a thing: an incident's own fields, or one of its accounts. */
export const PartDifferenceSchema = z.object({
  /** Name of the account, null for the thing itself. */
  part: z.object({ slug: z.string(), lang: LangSchema }).nullable(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(FieldDifferenceSchema),
})
export type PartDifference = z.infer<typeof PartDifferenceSchema>

/** A field that somebody else has changed, or that both have: `base` is what the edit began with, null when that is not known. */
export const EditDifferenceSchema = z.object({
  field: z.string(),
  base: z.json(),
  theirs: z.json(),
  yours: z.json(),
  /** Both have changed it, to different values. */
  conflict: z.boolean(),
})
export type EditDifference = z.infer<typeof EditDifferenceSchema>

/** What an incident says at one time: the fields that people edit, and its accounts. */
export const IncidentStateSchema = z.object({
  fields: z.object({
    title: z.string(),
    severity: z.string().nullable(),
    status: IncidentStatusSchema,
    tags: z.array(z.string()),
    /** Those of them that a person has given; the others follow the accounts. */
    editedFields: z.array(z.string()),
  }),
  editions: z.array(
    z.object({
      id: z.string(),
      slug: z.string(),
      lang: LangSchema,
      sourceId: z.string(),
      draft: DocumentDraftSchema,
    }),
  ),
})
export type IncidentState = z.infer<typeof IncidentStateSchema>

export const RevisionKindSchema = z.enum(['incident', 'skill', 'pattern'])
export type RevisionKind = z.infer<typeof RevisionKindSchema>

/** A state that a thing had, and who made it. */
export const RevisionRowSchema = z.object({
  /** Of an incident and a skill the version that the `ETag` names. */
  number: z.int(),
  /** null: not known any more. */
  by: z.string().nullable(),
  at: InstantSchema.nullable(),
  /** What was done, as the audit log names it; null when that is not known. */
  action: z.string().nullable(),
  current: z.boolean(),
  /** Of a skill: what it calls its version, and what its writer said of it. */
  version: z.string().nullable().optional(),
  note: z.string().nullable().optional(),
})
export type RevisionRow = z.infer<typeof RevisionRowSchema>

export const RevisionListSchema = z.object({
  kind: RevisionKindSchema,
  slug: z.string(),
  title: z.string(),
  /** Version to send as `If-Match` when one is restored. */
  version: z.int(),
  /** Newest first. */
  revisions: z.array(RevisionRowSchema),
})
export type RevisionList = z.infer<typeof RevisionListSchema>

export const RevisionViewSchema = RevisionListSchema.omit({ revisions: true }).extend({
  revision: RevisionRowSchema,
  /** The state that it is compared with; null for the first one. */
  against: RevisionRowSchema.nullable(),
  parts: z.array(PartDifferenceSchema),
  /** Newer ones, newest first: what restoring this one takes back. */
  later: z.array(RevisionRowSchema),
})
export type RevisionView = z.infer<typeof RevisionViewSchema>
