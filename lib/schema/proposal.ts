import { z } from 'zod'
import { ActionItemKindSchema } from './action-item'
import { OutcomeSchema } from './import'
import { TextPieceSchema } from './revision'
import { DateSchema, InstantSchema, LangSchema } from './text'

export const ProposalKindSchema = z.enum(['postmortem', 'skill', 'action-item'])
export type ProposalKind = z.infer<typeof ProposalKindSchema>
export const ProposalStateSchema = z.enum(['open', 'accepted', 'rejected'])
export type ProposalState = z.infer<typeof ProposalStateSchema>

const NoteSchema = z.string().trim().min(1).max(2000).nullish().describe('Why, for the person who decides')

/** UTF-16 code units of a proposed document: longer ones are imported by a person. */
export const PROPOSED_TEXT_LIMIT = 200_000
/** A whole account of an incident, or a whole runbook. */
export const ProposedDocumentSchema = z
  .object({
    kind: z.enum(['postmortem', 'skill']),
    text: z
      .string()
      .min(40)
      .max(PROPOSED_TEXT_LIMIT)
      .describe('Markdown, whole; front matter of an export may lead it'),
    /** Who may not read this incident sees nothing of the proposal, and what it becomes is for its readers. */
    about: z
      .string()
      .min(1)
      .max(200)
      .nullish()
      .describe(
        'Slug of the incident that it is taken from: what is proposed about a restricted one is for its readers alone',
      ),
    note: NoteSchema,
  })
  .strict()
export type ProposedDocument = z.infer<typeof ProposedDocumentSchema>

export const ProposedActionItemSchema = z
  .object({
    kind: z.literal('action-item'),
    of: z.object({ kind: z.enum(['incident', 'skill']), slug: z.string().min(1).max(200) }).strict(),
    title: z.string().trim().min(4).max(500),
    itemKind: ActionItemKindSchema.nullish(),
    owner: z.string().trim().min(1).max(120).nullish(),
    due: DateSchema.nullish(),
    note: NoteSchema,
  })
  .strict()
export type ProposedActionItem = z.infer<typeof ProposedActionItemSchema>

/** What may be proposed. */
export const ProposalInputSchema = z.discriminatedUnion('kind', [ProposedDocumentSchema, ProposedActionItemSchema])
export type ProposalInput = z.infer<typeof ProposalInputSchema>

/** As it is stored. */
export const ProposalContentSchema = z.union([
  z
    .object({
      text: z.string(),
      /** Ids of the incidents that it was drafted from, where it is of several: whoever may not read one of them sees nothing of it. */
      of: z.array(z.uuid()).optional(),
    })
    .strict(),
  ProposedActionItemSchema.omit({ kind: true, note: true, of: true }),
])
export type ProposalContent = z.infer<typeof ProposalContentSchema>

const ThingSchema = z.object({
  kind: z.enum(['incident', 'skill', 'action-item']),
  slug: z.string(),
  title: z.string(),
})

export const ProposalRowSchema = z.object({
  id: z.string(),
  kind: ProposalKindSchema,
  state: ProposalStateSchema,
  title: z.string(),
  note: z.string().nullable(),
  /** What it would change; null when it would make something new, or when that is gone. */
  about: ThingSchema.nullable(),
  proposedAt: InstantSchema,
  proposedBy: z.string(),
  decidedAt: InstantSchema.nullable(),
  decidedBy: z.string().nullable(),
  /** Why it was rejected. */
  reason: z.string().nullable(),
  /** What it became. */
  result: ThingSchema.nullable(),
})
export type ProposalRow = z.infer<typeof ProposalRowSchema>

export const ProposalViewSchema = ProposalRowSchema.extend({ content: ProposalContentSchema })
export type ProposalView = z.infer<typeof ProposalViewSchema>

/** What the proposer is told; `duplicate`: the same was proposed before, and this is what became of it. */
export const ProposedSchema = ProposalRowSchema.pick({
  id: true,
  kind: true,
  state: true,
  title: true,
  reason: true,
}).extend({ duplicate: z.boolean() })
export type Proposed = z.infer<typeof ProposedSchema>

export const ProposalFilterSchema = z.object({
  state: ProposalStateSchema.optional(),
  kind: ProposalKindSchema.optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export type ProposalFilter = z.infer<typeof ProposalFilterSchema>

export const RejectionSchema = z.object({ id: z.string().max(60), reason: z.string().trim().min(3).max(1000) })

/** What accepting would do. `refusal`: why it cannot be done. */
export const ProposalEffectSchema = z.object({
  outcome: OutcomeSchema.nullable(),
  reasons: z.array(z.string()),
  problems: z.array(z.string()),
  /** What was read of the text, in words. */
  facts: z.array(z.string()),
  /** Against the text that it replaces; null when it replaces none. */
  difference: z.array(TextPieceSchema).nullable(),
  lang: LangSchema,
  refusal: z.string().nullable(),
})
export type ProposalEffect = z.infer<typeof ProposalEffectSchema>
