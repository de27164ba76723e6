import { z } from 'zod'
import { SKILL_STAGE_CHOICES } from './choices'
import { SkillDraftSchema } from './draft'
import { LangSchema } from './text'
import { SkillTypedSchema } from './skill-text'

export const SkillStageSchema = z.enum(SKILL_STAGE_CHOICES)
export type SkillStage = z.infer<typeof SkillStageSchema>

/** By how much the version goes up; `keep`: it stays as it is written. */
export const VERSION_STEPS = ['patch', 'minor', 'major', 'keep'] as const
export const VersionStepSchema = z.enum(VERSION_STEPS)
export type VersionStep = z.infer<typeof VersionStepSchema>

/** What the next version of a skill may be called, and which is likely, and why. */
export const VersionOfferSchema = z.object({
  now: z.string().nullable(),
  suggested: VersionStepSchema,
  reason: z.string(),
  /** What each step would make of it; the present one is no version of the kind 1.2.3 when `isFirst`. */
  next: z.object({ patch: z.string(), minor: z.string(), major: z.string() }),
  isFirst: z.boolean(),
})
export type VersionOffer = z.infer<typeof VersionOfferSchema>

export const NoteSchema = z.string().trim().max(2000)

/** An edit of a skill: what is typed, the version that it began with, and what its writer says of it. */
export const SkillEditSchema = z.object({
  typed: SkillTypedSchema,
  expectedVersion: z.int().positive(),
  step: VersionStepSchema,
  note: NoteSchema,
})
export type SkillEdit = z.infer<typeof SkillEditSchema>

/** Fields of a skill that a call changes; absent ones stay. */
const SkillFieldsSchema = SkillDraftSchema.pick({
  description: true,
  category: true,
  version: true,
  confidence: true,
  lastVerified: true,
  owners: true,
  triggers: true,
  symptoms: true,
  diagnosis: true,
  resolution: true,
  budgets: true,
  escalation: true,
})
  .extend({ title: z.string().trim().min(1).max(300), lang: LangSchema, tags: z.array(z.string().max(60)).max(50) })
  .partial()
  .strict()

/** A change of a skill by API: some of its fields, or the whole of it as Markdown, and how its version goes up. */
export const SkillPatchSchema = z
  .object({
    fields: SkillFieldsSchema.optional().describe('Fields to change; absent ones stay, null clears'),
    markdown: z
      .string()
      .max(500_000)
      .optional()
      .describe('The whole skill instead, as its SKILL.md or as the Markdown of its edit page'),
    step: VersionStepSchema.optional().describe('Without it, what the change suggests; a draft keeps its version'),
    note: NoteSchema.default(''),
  })
  .refine(({ fields, markdown }) => (fields === undefined) !== (markdown === undefined), {
    message: 'Send either `fields` or `markdown`.',
  })
export type SkillPatch = z.infer<typeof SkillPatchSchema>

/** Where a skill is to go; a retired one says why, and what to follow instead. */
export const SkillStageMoveSchema = z.object({
  to: SkillStageSchema,
  reason: z.string().trim().max(1000).optional(),
  /** The slug of another skill. */
  followInstead: z.string().min(1).max(200).optional(),
})
export type SkillStageMove = z.infer<typeof SkillStageMoveSchema>

export const SkillSuccessorSchema = z.object({ slug: z.string(), title: z.string() })
export type SkillSuccessor = z.infer<typeof SkillSuccessorSchema>
