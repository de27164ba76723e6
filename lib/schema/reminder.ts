import { z } from 'zod'
import { ActionItemViewSchema } from './action-item'
import { DateSchema, InstantSchema } from './text'

/** Who an owner of action items is in Slack: id, zone of the clock (IANA), and whether reminders are unwanted. */
export const RemindedPersonSchema = z.object({
  id: z.string(),
  name: z.string(),
  zone: z.string(),
  refused: z.boolean(),
})
export type RemindedPerson = z.infer<typeof RemindedPersonSchema>

/** To Slack the first three; by mail what is due, a person's week, and what somebody has asked to be sent now. */
export const ReminderKindSchema = z.enum(['incident-reply', 'digest', 'overdue', 'due', 'week', 'now'])
export type ReminderKind = z.infer<typeof ReminderKindSchema>
/** sending: a process is at it; unsure: it was begun and nobody knows whether it arrived. */
export const ReminderStateSchema = z.enum(['due', 'sending', 'sent', 'failed', 'unsure'])
export type ReminderState = z.infer<typeof ReminderStateSchema>

/** One line of what was told, or is to be told, unasked. */
export const ReminderViewSchema = z.object({
  id: z.string(),
  kind: ReminderKindSchema,
  toName: z.string(),
  state: ReminderStateSchema,
  dueAt: InstantSchema,
  sentAt: InstantSchema.nullable(),
  /** Why it was not sent, or why that is not known. */
  error: z.string().nullable(),
})
export type ReminderView = z.infer<typeof ReminderViewSchema>

/** The channel's clock for its digest: ISO weekday (1 is Monday), hour, IANA zone. */
const DigestTimeShape = {
  digestWeekday: z.int().min(1).max(7),
  digestHour: z.int().min(0).max(23),
  zone: z.string().trim().min(1).max(64),
}

export const WatchedChannelViewSchema = z.object({
  /** Slack's. */
  id: z.string(),
  name: z.string(),
  replies: z.boolean(),
  digest: z.boolean(),
  reminders: z.boolean(),
  ...DigestTimeShape,
  createdBy: z.string(),
  createdAt: InstantSchema,
})
export type WatchedChannelView = z.infer<typeof WatchedChannelViewSchema>

export const NewWatchedChannelSchema = z.object({
  id: z.string().regex(/^[CG][A-Z0-9]{2,20}$/),
  name: z.string().min(1).max(100),
  /** Of who adds it; UTC when it is not known. */
  zone: DigestTimeShape.zone.optional(),
})
export type NewWatchedChannel = z.infer<typeof NewWatchedChannelSchema>

/** What a person may change; absent fields stay. */
export const WatchedChannelPatchSchema = z
  .object({ replies: z.boolean(), digest: z.boolean(), reminders: z.boolean(), ...DigestTimeShape })
  .partial()
  .strict()
export type WatchedChannelPatch = z.infer<typeof WatchedChannelPatchSchema>

const NamedSchema = z.object({ slug: z.string(), title: z.string() })
const DatedSchema = NamedSchema.extend({ on: DateSchema.nullable() })

/** What is worth saying when an incident begins: the skill with the reasons for it, and what happened the last time. */
export const IncidentSuggestionSchema = z.object({
  skill: NamedSchema.extend({ reasons: z.array(z.string()) }),
  /** A mechanism that the text shows; `evidence` are its words. */
  pattern: NamedSchema.extend({ evidence: z.array(z.string()) }).nullable(),
  last: DatedSchema.nullable(),
  /** The unfinished ones of that skill and incident. */
  actionItems: z.array(ActionItemViewSchema),
  /** Ids of the skill, the incident and the action items: whoever is told of it later must be allowed to read them still. */
  about: z.array(z.string()),
})
export type IncidentSuggestion = z.infer<typeof IncidentSuggestionSchema>

const ItemsSchema = z.object({ total: z.int(), items: z.array(ActionItemViewSchema) })

/** What a week brought: lists hold the first of `total`. */
export const DigestSchema = z.object({
  incidents: z.object({ total: z.int(), items: z.array(DatedSchema) }),
  /** New incidents that share a pattern with an earlier one. */
  recurrences: z.array(NamedSchema.extend({ before: NamedSchema, pattern: z.string() })),
  overdue: ItemsSchema,
  done: ItemsSchema,
  unowned: ItemsSchema,
})
export type Digest = z.infer<typeof DigestSchema>
