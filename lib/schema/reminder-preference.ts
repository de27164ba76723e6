import { z } from 'zod'

const HourSchema = z.int().min(0).max(23)

/** When and how somebody wants to be told of what is theirs. */
export const ReminderPreferenceSchema = z.object({
  /** Zone of their clock (IANA); null when they have not said. */
  zone: z.string().max(64).nullable(),
  /** Hours of their day in which they may be told: from, inclusive, and to, exclusive; across midnight when `to` is not after `from`. */
  fromHour: HourSchema,
  toHour: z.int().min(1).max(24),
  /** ISO weekdays (1 is Monday). */
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1, 'Choose at least one day, or switch reminders off.')
    .max(7)
    .transform((days) => [...new Set(days)].toSorted((a, b) => a - b)),
  byMail: z.boolean(),
  bySlack: z.boolean(),
  digest: z.boolean(),
  digestWeekday: z.int().min(1).max(7),
  digestHour: HourSchema,
})
export type ReminderPreference = z.infer<typeof ReminderPreferenceSchema>

/** What a person saves: their zone is then known. */
export const ReminderChoiceSchema = ReminderPreferenceSchema.extend({
  zone: z.string().trim().min(1, 'Name the time zone of your clock.').max(64),
}).strict()
export type ReminderChoice = z.infer<typeof ReminderChoiceSchema>

/** What the link in a mail switches off. */
export const UnsubscribeSchema = z.enum(['reminders', 'digest'])
export type Unsubscribe = z.infer<typeof UnsubscribeSchema>
