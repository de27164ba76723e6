import { z } from 'zod'
import { ConfidenceReasonSchema, SkillStepSchema } from './draft'
import { RUN_OUTCOMES, RUN_SECTIONS, RUN_VIAS } from './skill-run-choices'
import { DateSchema, InstantSchema, LangSchema } from './text'

export const RunOutcomeSchema = z.enum(RUN_OUTCOMES)
export type RunOutcome = z.infer<typeof RunOutcomeSchema>
export const RunViaSchema = z.enum(RUN_VIAS)
export type RunVia = z.infer<typeof RunViaSchema>

const NoteSchema = z.string().trim().max(4000)
const SlugSchema = z.string().min(1).max(200)

/** What somebody reports of a run: whether the skill helped, in which incident, and a note. */
export const RunReportSchema = z.object({
  outcome: RunOutcomeSchema,
  incident: SlugSchema.nullish().describe('Slug of the incident in which it was followed'),
  note: NoteSchema.nullish().describe('What did not fit, for whoever keeps the skill'),
})
export type RunReport = z.infer<typeof RunReportSchema>

/** A step as it stood when the run began: the skill may be changed meanwhile, a run goes on with what it began with. */
export const PlannedStepSchema = SkillStepSchema.extend({ section: z.enum(RUN_SECTIONS) })
export type PlannedStep = z.infer<typeof PlannedStepSchema>

const place = z.int().min(0).max(500)
/** What happens in a run. Each says where it stands and not how far it moved: the same said twice, by two people or late, is the same. */
const WENT = z.object({ kind: z.literal('went'), step: place })
const COPIED = z.object({ kind: z.literal('copied'), step: place, code: place })
const NOTED = z.object({ kind: z.literal('noted'), step: place, text: NoteSchema.min(1) })
const FILLED = z.object({
  kind: z.literal('filled'),
  name: z.string().min(1).max(80),
  /** null: it looks like a secret and is kept in the browser alone. */
  value: z
    .string()
    .max(500)
    .regex(/^\P{Cc}*$/u, 'A value is one line.')
    .nullable(),
})
const EXITED = z.object({
  kind: z.literal('exited'),
  step: place,
  /** The words of the step that say when to leave, as it has them. */
  words: z.string().min(1).max(1000),
  /** `skills/slug`, or `escalation`. */
  to: z.string().min(1).max(220),
})
const ENDED = z.object({ kind: z.literal('ended'), outcome: RunOutcomeSchema.nullable(), note: NoteSchema.nullable() })

const SAID = { id: z.uuid(), at: InstantSchema }
export const RunEntryInputSchema = z.discriminatedUnion('kind', [
  WENT.extend(SAID),
  COPIED.extend(SAID),
  NOTED.extend(SAID),
  FILLED.extend(SAID),
  EXITED.extend(SAID),
  ENDED.extend(SAID),
])
export type RunEntryInput = z.infer<typeof RunEntryInputSchema>

/** What is added to a run. `incident`: links it to one, or with null to none. */
export const RunLogInputSchema = z.object({
  entries: z.array(RunEntryInputSchema).max(300),
  incident: SlugSchema.nullish(),
})
export type RunLogInput = z.infer<typeof RunLogInputSchema>

const BY = { ...SAID, by: z.string() }
export const RunEntrySchema = z.discriminatedUnion('kind', [
  WENT.extend(BY),
  COPIED.extend(BY),
  NOTED.extend(BY),
  FILLED.extend(BY),
  EXITED.extend(BY),
  ENDED.extend(BY),
  z.object({ kind: z.literal('reopened'), ...BY }),
])
export type RunEntry = z.infer<typeof RunEntrySchema>

/** As it is stored in `SkillRun.steps`; an empty list for a run that was reported and not followed here. */
export const RunRecordSchema = z.object({
  plan: z.array(PlannedStepSchema),
  budgets: z.object({ diagnosis: z.number().nullable(), resolution: z.number().nullable() }),
  escalation: z.array(z.string()),
  log: z.array(RunEntrySchema),
})
export type RunRecord = z.infer<typeof RunRecordSchema>

export const RunRowSchema = z.object({
  id: z.string(),
  outcome: RunOutcomeSchema.nullable(),
  startedAt: InstantSchema,
  /** null while it is followed. */
  endedAt: InstantSchema.nullable(),
  by: z.string(),
  via: RunViaSchema,
  skillVersion: z.string().nullable(),
  incident: z.object({ slug: z.string(), title: z.string() }).nullable(),
  note: z.string().nullable(),
  /** Whether it was followed step by step, so that it has a log. */
  followed: z.boolean(),
})
export type RunRow = z.infer<typeof RunRowSchema>

export const RunViewSchema = RunRowSchema.extend({
  skill: z.object({ slug: z.string(), title: z.string(), lang: LangSchema, references: z.array(z.string()) }),
  ...RunRecordSchema.shape,
  /** Whether only some may read it. */
  restricted: z.boolean(),
  /** Rises with every change. */
  version: z.int(),
  /** The server's clock when this was read: clocks of browsers go wrong. */
  now: InstantSchema,
})
export type RunView = z.infer<typeof RunViewSchema>

export const StaleReasonSchema = z.object({
  kind: z.enum(['never', 'age', 'failed', 'outdated', 'changed', 'soon']),
  text: z.string(),
})
export type StaleReason = z.infer<typeof StaleReasonSchema>

/** How far a skill can be trusted now, computed from what is stored, with the reasons that add up to it. */
export const SkillTrustSchema = z.object({
  /** 0 to 1, two decimals. */
  computed: z.number().min(0).max(1),
  /** As its source states it; null where it states none. */
  stated: z.number().nullable(),
  reasons: z.array(ConfidenceReasonSchema),
  lastVerified: DateSchema.nullable(),
  /** Why it should be looked at; empty when it is fresh. */
  stale: z.array(StaleReasonSchema),
})
export type SkillTrust = z.infer<typeof SkillTrustSchema>

/** What is answered to a report. */
export const RunRecordedSchema = z.object({ id: z.string(), confidence: SkillTrustSchema })
export type RunRecorded = z.infer<typeof RunRecordedSchema>

export const StaleSkillSchema = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  lang: LangSchema,
  owners: z.array(z.string()),
  trust: SkillTrustSchema,
  /** Stale already; otherwise it is going to be. */
  isStale: z.boolean(),
})
export type StaleSkill = z.infer<typeof StaleSkillSchema>
