import { z } from 'zod'
import { ActionItemKindSchema, ActionItemPrioritySchema, ActionItemStatusSchema } from './action-item'
import { INCIDENT_STATUS_CHOICES } from './choices'
import { DateSchema, InstantSchema, LangSchema, PartialDateSchema, SpanSchema } from './text'
import { CitationsSchema, ThreadDraftSchema } from './thread'

export const FORMATS = [
  'postmortem',
  'status-report',
  'statuspage-api',
  'slack-status-api',
  'slack-export',
  'slack-thread',
  'chat-text',
  'skill',
  'thread',
  'pattern',
  'person',
  'company',
] as const
export const FormatSchema = z.enum(FORMATS)
export type Format = z.infer<typeof FormatSchema>

export const PhaseSchema = z.enum([
  'latent',
  'started',
  'detected',
  'acknowledged',
  'declared',
  'identified',
  'mitigated',
  'resolved',
  'follow-up',
  'note',
])
export type Phase = z.infer<typeof PhaseSchema>
/** How exactly an entry's time is known. `none`: the source gives no time, only an order. */
export const PrecisionSchema = z.enum(['second', 'minute', 'hour', 'day', 'approximate', 'none'])
export type Precision = z.infer<typeof PrecisionSchema>
export const LaneSchema = z.enum(['internal', 'public'])
export type Lane = z.infer<typeof LaneSchema>
export const CauseRoleSchema = z.enum([
  'trigger',
  'root',
  'contributing',
  'latent',
  'detection-gap',
  'response-obstacle',
  'false-lead',
])
export type CauseRole = z.infer<typeof CauseRoleSchema>
export const UpdateStateSchema = z.enum([
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'postmortem',
  'update',
])
export type UpdateState = z.infer<typeof UpdateStateSchema>
export const IncidentStatusSchema = z.enum(INCIDENT_STATUS_CHOICES)
export type IncidentStatus = z.infer<typeof IncidentStatusSchema>

const span = SpanSchema.nullish()

/** A problem with a draft: the import goes on, a person is told. `line` is 1-based. */
export const ProblemSchema = z.object({
  level: z.enum(['warning', 'error']),
  message: z.string(),
  line: z.int().positive().optional(),
})
export type Problem = z.infer<typeof ProblemSchema>

export const WindowDraftSchema = z.object({
  label: z.string().nullable(),
  startedAt: InstantSchema.nullable(),
  detectedAt: InstantSchema.nullable(),
  declaredAt: InstantSchema.nullable(),
  mitigatedAt: InstantSchema.nullable(),
  resolvedAt: InstantSchema.nullable(),
  affected: z.array(z.string()),
  unaffected: z.array(z.string()),
  span,
})
export type WindowDraft = z.infer<typeof WindowDraftSchema>

export const TimelineEntryDraftSchema = z.object({
  at: InstantSchema.nullable(),
  precision: PrecisionSchema,
  /** The time as the source writes it ("16:00", "the following day"). */
  timeText: z.string().nullable(),
  phase: PhaseSchema,
  lane: LaneSchema,
  text: z.string(),
  span,
})
export type TimelineEntryDraft = z.infer<typeof TimelineEntryDraftSchema>

export const StatusUpdateDraftSchema = z.object({
  at: InstantSchema.nullable(),
  state: UpdateStateSchema,
  text: z.string(),
  timeText: z.string().nullable().optional(),
  span,
})
export type StatusUpdateDraft = z.infer<typeof StatusUpdateDraftSchema>

export const CauseDraftSchema = z.object({ role: CauseRoleSchema, text: z.string(), span })
export type CauseDraft = z.infer<typeof CauseDraftSchema>

export const ActionItemDraftSchema = z.object({
  title: z.string(),
  /** null: the source does not say. */
  status: ActionItemStatusSchema.nullable(),
  owner: z.string().nullable(),
  due: DateSchema.nullable(),
  kind: ActionItemKindSchema.nullable(),
  /** What must hold before it may be closed, in the source's words ("until invalidation works"). */
  condition: z.string().nullable(),
  /** Open since, as far as the source says. */
  since: PartialDateSchema.nullable(),
  /** How it was closed, in the source's words ("v3.4.0"). */
  closedBy: z.string().nullable().optional(),
  ticket: z.string().nullable().optional(),
  /** What stands below its title or in a column of its own, as Markdown. */
  description: z.string().nullable().optional(),
  priority: ActionItemPrioritySchema.nullable().optional(),
  /** What it is limited to, in the source's words ("only in eu-west"). */
  scope: z.string().nullable().optional(),
  /** What must come first, in the source's words ("invalidate first, then rotate"). */
  dependency: z.string().nullable().optional(),
  span,
})
export type ActionItemDraft = z.infer<typeof ActionItemDraftSchema>

export const ImpactDraftSchema = z.object({
  summary: z.string().nullable(),
  affected: z.array(z.string()),
  unaffected: z.array(z.string()),
  /** What was looked for and not found ("no sign of unauthorised access"). */
  negativeFindings: z.array(z.string()),
  /** What went on after the end ("stale browser caches"). */
  residual: z.array(z.string()),
})
export type ImpactDraft = z.infer<typeof ImpactDraftSchema>

export const IncidentDraftSchema = z.object({
  /** Date of the incident in the source's zone, when the source gives it; it may be known where no instant is. */
  on: DateSchema.nullable(),
  reportedOn: DateSchema.nullable(),
  /** Offset of the source's zone at the time of the incident ("-07:00"), and its wording ("MST"). */
  zone: z.string().nullable(),
  zoneText: z.string().nullable(),
  statedDuration: z.object({ minutes: z.number().positive(), approximate: z.boolean(), span }).nullable(),
  severity: z.string().nullable(),
  status: IncidentStatusSchema,
  windows: z.array(WindowDraftSchema),
  timeline: z.array(TimelineEntryDraftSchema),
  statusUpdates: z.array(StatusUpdateDraftSchema),
  causes: z.array(CauseDraftSchema),
  impact: ImpactDraftSchema,
  actionItems: z.array(ActionItemDraftSchema),
  customerActions: z.array(z.string()),
  lessons: z.array(z.string()),
})
export type IncidentDraft = z.infer<typeof IncidentDraftSchema>

export const SkillStepSchema = z.object({
  text: z.string(),
  code: z.array(z.object({ lang: z.string().nullable(), text: z.string() })),
})
export type SkillStep = z.infer<typeof SkillStepSchema>

export const TriggerSchema = z.object({
  metric: z.string(),
  op: z.enum(['>', '>=', '<', '<=', '=']),
  value: z.number(),
  unit: z.string().nullable(),
})
export type Trigger = z.infer<typeof TriggerSchema>

export const SkillSourceDraftSchema = z.object({
  channel: z.string().nullable(),
  on: DateSchema.nullable(),
  from: InstantSchema.nullable(),
  to: InstantSchema.nullable(),
  participants: z.array(z.string()),
  messages: z.int().nullable(),
  inCorpus: z.boolean(),
  /** Who added a source by hand ("maya"). */
  annotatedBy: z.string().nullable().optional(),
  span,
})
export type SkillSourceDraft = z.infer<typeof SkillSourceDraftSchema>

export const ContradictionSchema = z.object({
  fields: z.array(z.string()),
  text: z.string(),
  spans: z.array(SpanSchema),
})
export type Contradiction = z.infer<typeof ContradictionSchema>

/** Why a skill that was made of a thread is as sure as it is; the weights add up to its confidence, held between 0 and 1. */
export const ConfidenceReasonSchema = z.object({ text: z.string(), weight: z.number().min(-1).max(1) })
export type ConfidenceReason = z.infer<typeof ConfidenceReasonSchema>

export const SkillStageSchema = z.enum(['draft', 'published', 'retired'])
export type SkillStage = z.infer<typeof SkillStageSchema>

export const SkillDraftSchema = z.object({
  /** How far it is, where the document says so; it counts when the skill is made, later a person decides. */
  stage: SkillStageSchema.optional(),
  description: z.string().nullable(),
  category: z.string().nullable(),
  version: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  /** Absent where a person or a document gave the confidence. */
  confidenceReasons: z.array(ConfidenceReasonSchema).optional(),
  lastVerified: DateSchema.nullable(),
  owners: z.array(z.string()),
  /** Repository path of the skill's file, when the source shows it. */
  path: z.string().nullable().optional(),
  triggers: z.array(TriggerSchema),
  symptoms: z.array(z.string()),
  diagnosis: z.array(SkillStepSchema),
  resolution: z.array(SkillStepSchema),
  /** Minutes that a section may take ("Diagnosis (3 min)"). */
  budgets: z.object({ diagnosis: z.number().nullable(), resolution: z.number().nullable() }),
  escalation: z.array(z.string()),
  recurrence: z
    .object({ occurrence: z.int().nullable(), firstOn: PartialDateSchema.nullable(), why: z.string().nullable(), span })
    .nullable(),
  actionItems: z.array(ActionItemDraftSchema),
  sources: z.array(SkillSourceDraftSchema),
  contradictions: z.array(ContradictionSchema),
})
export type SkillDraft = z.infer<typeof SkillDraftSchema>

export const ReferenceDraftSchema = z.object({
  /** `skills/slug`, `people/slug`, `companies/slug`, `incidents/slug`, `patterns/slug`, or an absolute URL. */
  target: z.string(),
  kind: z.enum(['wikilink', 'mention', 'url']),
  note: z.string().nullable(),
  span,
})
export type ReferenceDraft = z.infer<typeof ReferenceDraftSchema>

export const EvidenceSchema = z.object({ text: z.string(), span, lang: LangSchema.optional() })
export type Evidence = z.infer<typeof EvidenceSchema>
export const MatchRoleSchema = z.enum(['root', 'contributing', 'aggravating'])
export type MatchRole = z.infer<typeof MatchRoleSchema>
export const PatternMatchSchema = z.object({
  slug: z.string(),
  score: z.number().min(0).max(1),
  role: MatchRoleSchema,
  evidence: z.array(EvidenceSchema),
})
export type PatternMatch = z.infer<typeof PatternMatchSchema>

/** A person or company page; the body is Markdown. */
export const PersonDraftSchema = z.object({ handle: z.string().nullable(), role: z.string().nullable() })
export const CompanyDraftSchema = z.object({ url: z.string().nullable() })

export const FamilySchema = z.string().regex(/^[a-z][a-z -]*$/)
/**
 * A pattern as a file of the catalogue declares it. Cues are phrases per language, `[not:|plan:] phrase [+ phrase]... [^weight]`:
 * words in order, at most two others between them; a `*` at either end of a word leaves that end open (`expir*`, `*schlüssel`);
 * `a|b` are alternatives, those of several words joined by hyphens (`failover|fail-over`); `a + b` asks for both in one or two
 * neighbouring sentences, in any order. The weight is 1 unless `^2` (0.1 to 5) says otherwise. `not:` speaks against the
 * pattern; `plan:` describes a planned change that can set it off and counts in a pre-mortem only.
 */
export const PatternDraftSchema = z.object({
  family: FamilySchema,
  mechanism: z.string(),
  cues: z.record(z.string(), z.array(z.string())),
  questions: z.array(z.string()),
  controls: z.array(z.string()),
})
export type PatternDraft = z.infer<typeof PatternDraftSchema>

/** Field name (a path such as `timeline.2.at`) to the part of the source it was read from. */
export const FieldSpansSchema = z.record(z.string(), SpanSchema)

/** A field that a parser is not sure of, and why: for a person to confirm or to correct. `path` is as in `FieldSpansSchema`. */
export const DoubtSchema = z.object({ path: z.string(), reason: z.string(), span })
export type Doubt = z.infer<typeof DoubtSchema>

/**
 * Shares of the source's text, 0 to 1, counted in characters other than white space. `fields`: read into a field. `kept`: in a
 * field or in the body; the rest is boilerplate that was left out.
 */
export const CoverageSchema = z.object({ fields: z.number().min(0).max(1), kept: z.number().min(0).max(1) })
export type Coverage = z.infer<typeof CoverageSchema>

export const DocumentKindSchema = z.enum(['incident', 'skill', 'thread', 'pattern', 'person', 'company'])
export type DocumentKind = z.infer<typeof DocumentKindSchema>

export const DocumentDraftSchema = z.object({
  kind: DocumentKindSchema,
  lang: LangSchema,
  title: z.string(),
  slug: z.string(),
  tags: z.array(z.string()),
  authors: z.array(z.string()),
  /** The document as Markdown, without boilerplate: what is shown, searched and exported. */
  body: z.string(),
  /** Boilerplate that was left out of the body (promotion, captions, navigation). */
  dropped: z.array(SpanSchema),
  spans: FieldSpansSchema,
  incident: IncidentDraftSchema.optional(),
  skill: SkillDraftSchema.optional(),
  /** The conversation, when kind is thread. */
  thread: ThreadDraftSchema.optional(),
  pattern: PatternDraftSchema.optional(),
  person: PersonDraftSchema.optional(),
  company: CompanyDraftSchema.optional(),
  references: z.array(ReferenceDraftSchema),
  patterns: z.array(PatternMatchSchema),
  /** Editions known to be of one incident share this key (written by `export`). */
  incidentSlug: z.string().nullable().optional(),
  /**
   * Name that its publisher gives the incident and never gives another ("statuspage:yh6f0r4529hb/00tnd0jq9zzc"): up to the
   * last slash the publisher, after it the incident. Two of one publisher are never one incident.
   */
  externalId: z.string().nullable().optional(),
  /** Address of the publisher's page about it. */
  url: z.string().nullable().optional(),
  /** The part of the source that this document is, when the source holds several. */
  extent: SpanSchema.nullish(),
  doubts: z.array(DoubtSchema).optional(),
  coverage: CoverageSchema.optional(),
  /** Of a document that was made of a thread; the thread is another document of the same draft. */
  citations: CitationsSchema.optional(),
})
export type DocumentDraft = z.infer<typeof DocumentDraftSchema>

export const DraftSchema = z.object({
  format: FormatSchema,
  documents: z.array(DocumentDraftSchema),
  problems: z.array(ProblemSchema),
})
export type Draft = z.infer<typeof DraftSchema>
