import { z } from 'zod'
import { VISIBILITY_CHOICES } from './choices'

/**
 * Who may read an incident, and with it everything that was made of the same account: `restricted` named people and teams and
 * administrators, `internal` everybody with an account here, `public` everybody.
 */
export const VisibilitySchema = z.enum(VISIBILITY_CHOICES)
export type Visibility = z.infer<typeof VisibilitySchema>

const NameSchema = z.string().trim().min(1).max(254)

/** Who may read a restricted incident: people by e-mail address or id, teams by slug. */
export const ReadersSchema = z.strictObject({
  users: z.array(NameSchema).max(500).default([]),
  teams: z.array(NameSchema).max(500).default([]),
})

export const SharingSchema = z.strictObject({ visibility: VisibilitySchema, readers: ReadersSchema.optional() })
export type Sharing = z.infer<typeof SharingSchema>

/** What a request may say of who may read what it makes or changes; without a visibility it says nothing. */
export const SharingInputSchema = z.strictObject({
  visibility: VisibilitySchema.optional(),
  readers: ReadersSchema.optional(),
})
export type SharingInput = z.infer<typeof SharingInputSchema>

/** As it is stored: by ids. `users` and `teams` are empty unless restricted. */
export const ShareSchema = z.object({
  visibility: VisibilitySchema,
  users: z.array(z.string()),
  teams: z.array(z.string()),
})
export type Share = z.infer<typeof ShareSchema>

/** Somebody, or a team, that can be named as a reader. */
export const ReaderChoiceSchema = z.object({
  kind: z.enum(['user', 'team']),
  /** Id of the person, slug of the team. */
  id: z.string(),
  name: z.string(),
  /** E-mail address of a person, number of members of a team. */
  detail: z.string(),
})
export type ReaderChoice = z.infer<typeof ReaderChoiceSchema>

/** Who may read an incident now, with the version that a change has to name. */
export const SharingViewSchema = z.object({
  visibility: VisibilitySchema,
  readers: z.array(ReaderChoiceSchema),
  /** How many accepted drafts and proposals were taken from the incident: they are hidden with it. */
  takenFrom: z.object({ skills: z.int(), incidents: z.int() }),
  /** Titles of the incidents that it was itself taken from: it is hidden with each of them, whatever is said here. */
  hiddenWith: z.array(z.string()),
  version: z.int(),
})
export type SharingView = z.infer<typeof SharingViewSchema>
