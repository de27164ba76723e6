import { z } from 'zod'
import { ActionItemViewSchema } from './action-item'
import { DateSchema } from './text'

const NamedSchema = z.object({ slug: z.string(), title: z.string() })

/** A skill that goes stale, with the first reason why. */
export const StaleSkillLineSchema = NamedSchema.extend({
  id: z.string(),
  isStale: z.boolean(),
  why: z.string().nullable(),
})
export type StaleSkillLine = z.infer<typeof StaleSkillLineSchema>

/** What is somebody's own and is to be told: unfinished action items and skills that go stale. */
export const PersonalDueSchema = z.object({
  overdue: z.array(ActionItemViewSchema),
  /** Due soon, and not overdue. */
  soon: z.array(ActionItemViewSchema),
  skills: z.array(StaleSkillLineSchema),
})
export type PersonalDue = z.infer<typeof PersonalDueSchema>

/** Somebody's week. */
export const PersonalWeekSchema = PersonalDueSchema.extend({
  /** Their unfinished items that were open while an incident happened that they could have prevented. */
  debt: z.array(ActionItemViewSchema),
  /** New incidents with a pattern that something of theirs has. */
  incidents: z.array(NamedSchema.extend({ on: DateSchema.nullable(), pattern: z.string() })),
})
export type PersonalWeek = z.infer<typeof PersonalWeekSchema>
