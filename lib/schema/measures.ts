import { z } from 'zod'
import { ActionItemKindSchema, ActionItemStatusSchema } from './action-item'
import { DateSchema, LocalisedTextSchema, PartialDateSchema } from './text'

/** What there is as a file of its own. */
export const MEASURES = ['by-kind', 'by-pattern', 'by-owner', 'months', 'prevention', 'debt'] as const
export const MeasureSchema = z.enum(MEASURES)
export type Measure = z.infer<typeof MeasureSchema>

export const MeasureFilterSchema = z.object({
  /** First and last day on which the items that count were opened; of incidents, on which they happened. */
  from: DateSchema.optional(),
  to: DateSchema.optional(),
  pattern: z.string().trim().min(1).max(200).optional(),
  owner: z.string().trim().min(1).max(120).optional(),
  company: z.string().trim().min(1).max(200).optional(),
})
export type MeasureFilter = z.infer<typeof MeasureFilterSchema>

export const MeasureFileSchema = MeasureFilterSchema.extend({ of: MeasureSchema.default('by-kind') })

/** How far values lie apart, in days: the middle one, and between which nine of ten and one of ten lie. */
export const SpreadSchema = z.object({ n: z.int().min(1), low: z.number(), median: z.number(), high: z.number() })
export type Spread = z.infer<typeof SpreadSchema>

/** Action items that have something in common. Unknown is a number of its own. */
export const GroupMeasureSchema = z.object({
  /** A kind, the slug of a pattern, an owner in small letters; null: the items of which it is not known. */
  key: z.string().nullable(),
  label: z.string().nullable(),
  total: z.int(),
  done: z.int(),
  wontDo: z.int(),
  unfinished: z.int(),
  /** Their source gives no status. */
  unknown: z.int(),
  /** Share of those with a known status that are done or will not be done; null when of none it is known. */
  closureRate: z.number().nullable(),
  /** Days that the unfinished ones have been open. */
  age: SpreadSchema.nullable(),
  /** Unfinished, and nobody knows since when. */
  undated: z.int(),
  /** Days from opening to closing. */
  closing: SpreadSchema.nullable(),
  /** Closed, and nobody knows when or since when it was open. */
  closedUndated: z.int(),
})
export type GroupMeasure = z.infer<typeof GroupMeasureSchema>

export const MonthMeasureSchema = z.object({
  /** `2026-03` */
  month: z.string(),
  opened: z.int(),
  closed: z.int(),
  /** At the end of the month, or now in the present one. */
  open: z.int(),
})
export type MonthMeasure = z.infer<typeof MonthMeasureSchema>

export const MonthsMeasureSchema = z.object({
  months: z.array(MonthMeasureSchema),
  /** Items that stand in no month, by why. */
  leftOut: z.object({
    /** Nobody knows the month in which it was opened. */
    undated: z.int(),
    /** Closed at a time that nobody knows. */
    closedUndated: z.int(),
    /** Their source gives no status. */
    unknown: z.int(),
  }),
})
export type MonthsMeasure = z.infer<typeof MonthsMeasureSchema>

export const PreventionMonthSchema = z.object({
  month: z.string(),
  incidents: z.int(),
  /** With an item of the kind prevent that somebody means to do or has done. */
  prevented: z.int(),
  /** Without one, all kinds being known; `bare` of them have no item at all. */
  without: z.int(),
  bare: z.int(),
  /** Without one, and of an item the kind is not known. */
  unknown: z.int(),
  /** `prevented` of those of which it is known; null when of none it is. */
  share: z.number().nullable(),
})
export type PreventionMonth = z.infer<typeof PreventionMonthSchema>

export const PreventionSchema = z.object({
  months: z.array(PreventionMonthSchema),
  total: PreventionMonthSchema.omit({ month: true }),
  /** Incidents of which nobody knows the day. */
  undated: z.int(),
})
export type Prevention = z.infer<typeof PreventionSchema>

/** An action item that was open when a pattern of what it follows came back. */
export const IndebtedItemSchema = z.object({
  id: z.string(),
  title: LocalisedTextSchema,
  status: ActionItemStatusSchema.nullable(),
  kind: ActionItemKindSchema.nullable(),
  owner: z.string().nullable(),
  from: z.object({ kind: z.enum(['incident', 'skill']), slug: z.string(), title: z.string() }),
  /** As far as its source says; else the day on which what it follows ended. */
  since: PartialDateSchema,
  openDays: z.number(),
  recurrences: z.array(
    z.object({ slug: z.string(), title: z.string(), on: DateSchema.nullable(), impactMinutes: z.number().nullable() }),
  ),
  /** Of all recurrences whose impact is known; null when none is. */
  impactMinutes: z.number().nullable(),
  patterns: z.array(z.string()),
})
export type IndebtedItem = z.infer<typeof IndebtedItemSchema>

export const DebtMeasureSchema = z.object({
  items: z.array(IndebtedItemSchema),
  unfinished: z.int(),
  unknown: z.int(),
  closed: z.int(),
  /** Days from opening to the latest recurrence. */
  openDays: SpreadSchema.nullable(),
  /** Incidents that came back, each counted once however many items it was in debt to. */
  incidents: z.int(),
  /** Of those whose impact is known; null when of none it is. */
  impactMinutes: z.number().nullable(),
  impactUnknown: z.int(),
  /** Items that may have debt and were not looked at: there are more than are weighed at once. */
  notWeighed: z.int(),
})
export type DebtMeasure = z.infer<typeof DebtMeasureSchema>

export const MeasuresViewSchema = z.object({
  all: GroupMeasureSchema,
  /** Items that no period can hold, as nobody knows when they were opened; 0 without a period. */
  outsidePeriod: z.int(),
  byKind: z.array(GroupMeasureSchema),
  byPattern: z.array(GroupMeasureSchema),
  byOwner: z.array(GroupMeasureSchema),
  overTime: MonthsMeasureSchema,
  prevention: PreventionSchema,
  debt: DebtMeasureSchema,
})
export type MeasuresView = z.infer<typeof MeasuresViewSchema>
