import { z } from 'zod'
import { InstantSchema } from './text'

/** How far the team's account of an incident is. What is imported is published. */
export const STAGE_CHOICES = ['draft', 'in-review', 'published'] as const
export const StageSchema = z.enum(STAGE_CHOICES)
export type Stage = z.infer<typeof StageSchema>

/** Where an account is to go. `reviewers`: ids of the people who are asked, when it goes into review. */
export const StageMoveSchema = z
  .object({ to: StageSchema, reviewers: z.array(z.string().min(1).max(100)).max(20).default([]) })
  .strict()
export type StageMove = z.input<typeof StageMoveSchema>

/** A person with an account, as far as others name them. */
export const PersonSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** What follows the `@` when they are mentioned. */
  handle: z.string(),
})
export type Person = z.infer<typeof PersonSchema>

/** How far an account is and where the viewer may move it. */
export const StageViewSchema = z.object({
  stage: StageSchema,
  /** Who asked for the review; null outside one, or when that person is gone. */
  askedBy: z.string().nullable(),
  reviewers: z.array(z.string()),
  moves: z.array(StageSchema),
  /** Why the viewer may not publish it, when it waits for somebody else. */
  refusal: z.string().nullable(),
  /** Who may be asked: they may read it and change things. */
  people: z.array(PersonSchema),
  version: z.int(),
})
export type StageView = z.infer<typeof StageViewSchema>

/** A review that the viewer is asked for. */
export const AskedReviewSchema = z.object({
  slug: z.string(),
  title: z.string(),
  askedBy: z.string(),
  askedAt: InstantSchema,
})
export type AskedReview = z.infer<typeof AskedReviewSchema>
