import { z } from 'zod'
import { ActionItemStatusSchema } from './action-item'
import type { ACTION_ITEM_STATUS_CHOICES } from './choices'
import { DateSchema, InstantSchema } from './text'
import { TRACKER_FIELDS, TRACKER_KINDS, TRACKER_STATE_KINDS } from './tracker-choices'

export const TrackerKindSchema = z.enum(TRACKER_KINDS)
export type TrackerKind = z.infer<typeof TrackerKindSchema>
export const TrackerFieldSchema = z.enum(TRACKER_FIELDS)
export type TrackerField = z.infer<typeof TrackerFieldSchema>

/** A state that issues of a project can be in. `id` is what the tracker is told: Linear's and Jira's own, of GitHub see `github-states.ts`. */
export const TrackerStateSchema = z.object({
  id: z.string().min(1).max(200),
  name: z.string().max(200),
  kind: z.enum(TRACKER_STATE_KINDS),
})
export type TrackerState = z.infer<typeof TrackerStateSchema>

/** Which state stands for a status; null: none does, and the status stays here. */
export const StateOfStatusSchema = z.record(ActionItemStatusSchema, z.string().max(200).nullable())
export type StateOfStatus = z.infer<typeof StateOfStatusSchema>

/** `TrackerProject.states`. */
export const TrackerStatesSchema = z.object({ known: z.array(TrackerStateSchema), of: StateOfStatusSchema })
export type TrackerStates = z.infer<typeof TrackerStatesSchema>

/** Somebody of a tracker: its own id, and the name that it shows. */
export const TrackerAccountSchema = z.object({ id: z.string().min(1).max(200), name: z.string().max(200) })
export type TrackerAccount = z.infer<typeof TrackerAccountSchema>

/** The fields of an issue in the tracker's own terms: a state's id, an account's id, a day. `TrackerIssue.remote`. */
export const RemoteFieldsSchema = z.object({
  status: z.string(),
  owner: z.string().nullable(),
  due: DateSchema.nullable(),
})
export type RemoteFields = z.infer<typeof RemoteFieldsSchema>

/** The same fields of an action item. */
export const OwnFieldsSchema = z.object({
  status: ActionItemStatusSchema.nullable(),
  owner: z.string().nullable(),
  due: DateSchema.nullable(),
})
export type OwnFields = z.infer<typeof OwnFieldsSchema>

const MetSchema = z.object({ ours: z.string().nullable(), theirs: z.string().nullable() }).nullable()
/** What both sides said when they last agreed about a field; null: they never have. */
export type Met = z.infer<typeof MetSchema>
/** `TrackerIssue.base`. */
export const BaseSchema = z.object({ status: MetSchema, owner: MetSchema, due: MetSchema })
export type Base = z.infer<typeof BaseSchema>
export const NEVER_MET: Base = { status: null, owner: null, due: null }

/** `TrackerIssue.conflict`: both values of the fields that both sides changed, each in its own terms. */
export const TrackerConflictSchema = z.partialRecord(
  TrackerFieldSchema,
  z.object({ ours: z.string().nullable(), theirs: z.string().nullable() }),
)
export type TrackerConflict = z.infer<typeof TrackerConflictSchema>

/** What becomes of a link after a call; `issue` is what the tracker said, null when it was not asked. */
export type SyncedIssue = {
  base: Base
  conflict: TrackerConflict
  error: string | null
  syncedAt: Date
  issue: { key: string; url: string; fields: RemoteFields; updatedAt: Date } | null
}

/** A tracker as far as the environment knows it: variables that are missing, and where its webhooks go. */
export type TrackerConnection = {
  kind: TrackerKind
  missing: string[]
  /** The host that is called; null without one. */
  host: string | null
  webhook: { url: string; variable: string; isTaken: boolean }
}

/** What a project is added with: how the tracker writes it. */
export const NewTrackerProjectSchema = z.object({
  kind: TrackerKindSchema,
  key: z
    .string()
    .trim()
    .min(1, 'say which project')
    .max(140)
    .regex(/^[\w.-]+(?:\/[\w.-]+)?$/, 'is written as owner/name (GitHub), OPS (Jira), ENG (Linear)'),
})
export type NewTrackerProject = z.infer<typeof NewTrackerProjectSchema>

export const TrackerPersonPatchSchema = z.object({
  kind: TrackerKindSchema,
  accountId: z.string().min(1).max(200),
  owner: z.string().trim().min(1, 'say who it is').max(120),
})
export type TrackerPersonPatch = z.infer<typeof TrackerPersonPatchSchema>

const TaskStateSchema = z.enum(['due', 'calling', 'done', 'failed'])
export const TrackerTaskKindSchema = z.enum(['create', 'push', 'pull'])
export type TrackerTaskKind = z.infer<typeof TrackerTaskKindSchema>

export const TrackerTaskViewSchema = z.object({
  id: z.string(),
  kind: TrackerTaskKindSchema,
  state: TaskStateSchema,
  attempts: z.int(),
  createdAt: InstantSchema,
  /** When it is tried next. */
  dueAt: InstantSchema,
  error: z.string().nullable(),
  byName: z.string(),
  project: z.object({ kind: TrackerKindSchema, key: z.string() }),
  /** null: the item is one that the viewer may not read. */
  item: z.object({ id: z.string(), title: z.string() }).nullable(),
})
export type TrackerTaskView = z.infer<typeof TrackerTaskViewSchema>

export const TrackerProjectViewSchema = z.object({
  id: z.string(),
  kind: TrackerKindSchema,
  key: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  states: TrackerStatesSchema,
  error: z.string().nullable(),
  pausedTo: InstantSchema.nullable(),
  polledTo: InstantSchema.nullable(),
  issues: z.int(),
})
export type TrackerProjectView = z.infer<typeof TrackerProjectViewSchema>

export const TrackerPersonViewSchema = z.object({
  kind: TrackerKindSchema,
  accountId: z.string(),
  shownName: z.string(),
  owner: z.string(),
})
export type TrackerPersonView = z.infer<typeof TrackerPersonViewSchema>

/** A field of an item beside its issue, in words. */
export const TrackerFieldViewSchema = z.object({
  field: TrackerFieldSchema,
  ours: z.string().nullable(),
  /** As people read it, and as the tracker says it. */
  theirs: z.string().nullable(),
  told: z.string().nullable(),
  /** `untold`: the tracker cannot be told, `why` says why. */
  state: z.enum(['same', 'to-send', 'to-take', 'conflict', 'untold']),
  why: z.string().nullable(),
})
export type TrackerFieldView = z.infer<typeof TrackerFieldViewSchema>

/** What the page of an action item says about trackers. */
export const TrackerPanelViewSchema = z.object({
  /** Projects that the item can go to; `connected`: there is a token for its tracker. */
  projects: z.array(
    z.object({
      id: z.string(),
      kind: TrackerKindSchema,
      key: z.string(),
      isDefault: z.boolean(),
      connected: z.boolean(),
    }),
  ),
  /** Of a restricted incident: whoever reads the tracker would learn of it. */
  restricted: z.boolean(),
  issue: z
    .object({
      id: z.string(),
      kind: TrackerKindSchema,
      project: z.string(),
      key: z.string(),
      url: z.string(),
      state: z.enum(['in-step', 'waiting', 'conflict', 'failed', 'withheld']),
      fields: z.array(TrackerFieldViewSchema),
      error: z.string().nullable(),
      syncedAt: InstantSchema.nullable(),
      /** The failed call that can be tried again. */
      failedTask: z.string().nullable(),
    })
    .nullable(),
  /** An issue that is being made. */
  creating: z
    .object({
      task: z.string(),
      kind: TrackerKindSchema,
      project: z.string(),
      state: TaskStateSchema,
      attempts: z.int(),
      dueAt: InstantSchema,
      error: z.string().nullable(),
    })
    .nullable(),
})
export type TrackerPanelView = z.infer<typeof TrackerPanelViewSchema>

/** Every status without a state. */
export const NO_STATES: StateOfStatus = {
  open: null,
  'in-progress': null,
  blocked: null,
  done: null,
  'wont-do': null,
} satisfies Record<(typeof ACTION_ITEM_STATUS_CHOICES)[number], null>
