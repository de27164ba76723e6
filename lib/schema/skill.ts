import { z } from 'zod'
import { ActionItemViewSchema } from './action-item'
import {
  ConfidenceReasonSchema,
  ContradictionSchema,
  SkillSourceDraftSchema,
  SkillStepSchema,
  TriggerSchema,
} from './draft'
import { MatchViewSchema } from './pattern'
import { BacklinkViewSchema, ReferenceViewSchema } from './reference'
import { SkillStageSchema, SkillSuccessorSchema } from './skill-edit'
import { SkillTrustSchema } from './skill-run'
import { SourceRowSchema } from './source'
import { DateSchema, InstantSchema, LangSchema, PartialDateSchema } from './text'

export const SkillRowSchema = z.object({
  slug: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  category: z.string().nullable(),
  lang: LangSchema,
  version: z.string().nullable(),
  /** As the source states it, 0 to 1. */
  confidence: z.number().nullable(),
  lastVerified: DateSchema.nullable(),
  /** Not verified for longer than `STALE_AFTER_DAYS`, or never. */
  stale: z.boolean(),
  owners: z.array(z.string()),
  /** Only a published one is answered as something to follow. */
  stage: SkillStageSchema,
  patterns: z.array(z.object({ slug: z.string(), title: z.string() })),
  contradictions: z.int(),
})
export type SkillRow = z.infer<typeof SkillRowSchema>

/** Where another skill says otherwise, both as they are written. */
export const OtherSkillSaysSchema = z.object({
  kind: z.enum(['threshold', 'setting', 'version', 'command']),
  /** The metric, setting, product or option that both speak of. */
  about: z.string(),
  own: z.string(),
  other: z.string(),
  skill: z.object({ slug: z.string(), title: z.string() }),
})
export type OtherSkillSays = z.infer<typeof OtherSkillSaysSchema>

export const SkillSourceViewSchema = SkillSourceDraftSchema.extend({
  /** The (stub) incident that this source stands for. */
  incident: z.object({ slug: z.string(), title: z.string() }).nullable(),
})

export const SkillViewSchema = SkillRowSchema.extend({
  id: z.string(),
  path: z.string().nullable(),
  body: z.string(),
  triggers: z.array(TriggerSchema),
  /** Why the confidence is what it is, where it was computed; empty where the source states it. */
  confidenceReasons: z.array(ConfidenceReasonSchema),
  symptoms: z.array(z.string()),
  diagnosis: z.array(SkillStepSchema),
  resolution: z.array(SkillStepSchema),
  budgets: z.object({ diagnosis: z.number().nullable(), resolution: z.number().nullable() }),
  escalation: z.array(z.string()),
  recurrence: z
    .object({ occurrence: z.int().nullable(), firstOn: PartialDateSchema.nullable(), why: z.string().nullable() })
    .nullable(),
  actionItems: z.array(ActionItemViewSchema),
  sources: z.array(SkillSourceViewSchema),
  /** The incidents that it was drafted of, as far as the viewer may read them. */
  takenFrom: z.array(z.object({ slug: z.string(), title: z.string() })),
  contradictionList: z.array(ContradictionSchema),
  matches: z.array(MatchViewSchema),
  references: z.array(ReferenceViewSchema),
  backlinks: z.array(BacklinkViewSchema),
  imports: z.array(SourceRowSchema),
  revisions: z.array(
    z.object({ id: z.string(), number: z.int(), version: z.string().nullable(), at: InstantSchema, by: z.string() }),
  ),
  tags: z.array(z.string()),
  /** Why it is retired, and which skill to follow instead; null unless it is, or nobody says. */
  retiredReason: z.string().nullable(),
  followInstead: SkillSuccessorSchema.nullable(),
  recordVersion: z.int(),
  updatedAt: InstantSchema,
})
export type SkillView = z.infer<typeof SkillViewSchema>

/** How far a skill can be trusted, beside what it says of itself. */
const TrustedSchema = z.object({ trust: SkillTrustSchema.pick({ stated: true, computed: true, reasons: true }) })
/** A row of the list with its trust. */
export const TrustedSkillRowSchema = SkillRowSchema.extend(TrustedSchema.shape)
export type TrustedSkillRow = z.infer<typeof TrustedSkillRowSchema>
/** A skill as the API gives it: with its trust, and with where other skills say otherwise. */
export const SkillAnswerSchema = SkillViewSchema.extend({
  trust: SkillTrustSchema,
  otherSkillsSay: z.array(OtherSkillSaysSchema),
})
export type SkillAnswer = z.infer<typeof SkillAnswerSchema>
