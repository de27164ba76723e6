import { z } from 'zod'
import { SkillTypedSchema } from './skill-text'

export const SKILL_STAGES = ['draft', 'published', 'retired'] as const
export const SkillStageSchema = z.enum(SKILL_STAGES)
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
