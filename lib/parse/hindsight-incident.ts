import { z } from 'zod'
import { ActionItemKindSchema, ActionItemPrioritySchema, ActionItemStatusSchema } from '@/lib/schema/action-item'
import {
  CauseRoleSchema,
  IncidentStatusSchema,
  LaneSchema,
  PhaseSchema,
  PrecisionSchema,
  UpdateStateSchema,
  type ActionItemDraft,
  type CauseDraft,
  type ImpactDraft,
  type IncidentDraft,
  type StatusUpdateDraft,
  type TimelineEntryDraft,
  type WindowDraft,
} from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import {
  checkedText,
  choice,
  date,
  flag,
  instant,
  lack,
  list,
  number,
  orText,
  partialDate,
  record,
  renameSpan,
  spanOf,
  text,
  type Field,
  type Values,
} from './hindsight-fields'

/** A zone as its offset. */
export const zone = checkedText(
  z.string().regex(/^(?:[+-](?:0\d|1[0-4]):[0-5]\d|Z)$/),
  sentence`an offset such as -08:00`,
)

const WINDOW_KEYS = {
  label: text,
  startedAt: instant,
  detectedAt: instant,
  declaredAt: instant,
  mitigatedAt: instant,
  resolvedAt: instant,
  affected: list(text),
  unaffected: list(text),
}

const impactWindow = record(WINDOW_KEYS, (values, node, _path, context): WindowDraft => {
  return {
    ...values,
    affected: values.affected ?? [],
    unaffected: values.unaffected ?? [],
    span: spanOf(node, context),
  }
})

const TIMELINE_KEYS = {
  at: instant,
  time: text,
  precision: choice(PrecisionSchema),
  phase: choice(PhaseSchema),
  lane: choice(LaneSchema),
  text,
}

const timelineEntry = record(TIMELINE_KEYS, (values, node, path, context): TimelineEntryDraft | null => {
  if (values.text === null) return lack(context, node, path, 'text')
  renameSpan(context, `${path}.time`, `${path}.timeText`)
  return {
    at: values.at,
    precision: values.precision ?? (values.at === null ? 'none' : 'minute'),
    timeText: values.time,
    phase: values.phase ?? 'note',
    lane: values.lane ?? 'internal',
    text: values.text,
    span: spanOf(node, context),
  }
})

const UPDATE_KEYS = { at: instant, time: text, state: choice(UpdateStateSchema), text }

const statusUpdate = record(UPDATE_KEYS, (values, node, path, context): StatusUpdateDraft | null => {
  if (values.text === null) return lack(context, node, path, 'text')
  renameSpan(context, `${path}.time`, `${path}.timeText`)
  return {
    at: values.at,
    state: values.state ?? 'update',
    text: values.text,
    timeText: values.time,
    span: spanOf(node, context),
  }
})

const cause = record({ role: choice(CauseRoleSchema), text }, (values, node, path, context): CauseDraft | null => {
  if (values.role === null) return lack(context, node, path, 'role')
  if (values.text === null) return lack(context, node, path, 'text')
  return { role: values.role, text: values.text, span: spanOf(node, context) }
})

const ACTION_ITEM_KEYS = {
  title: text,
  status: choice(ActionItemStatusSchema),
  owner: text,
  due: date,
  kind: choice(ActionItemKindSchema),
  condition: text,
  since: partialDate,
  closedBy: text,
  ticket: text,
  description: text,
  priority: choice(ActionItemPrioritySchema),
  scope: text,
  dependency: text,
}

/** A follow-up of an incident or a skill; a bare text is its title. */
export const actionItem: Field<ActionItemDraft> = orText<ActionItemDraft>(
  record(ACTION_ITEM_KEYS, (values, node, path, context) => {
    if (values.title === null) return lack(context, node, path, 'title')
    const { description, priority, scope, dependency, ...rest } = values
    return {
      ...rest,
      title: values.title,
      ...(description !== null && { description }),
      ...(priority !== null && { priority }),
      ...(scope !== null && { scope }),
      ...(dependency !== null && { dependency }),
      span: spanOf(node, context),
    }
  }),
  (title, span) => {
    const unknown = { status: null, owner: null, due: null, kind: null, condition: null, since: null }
    return { title, ...unknown, closedBy: null, ticket: null, span }
  },
)

const DURATION_KEYS = { minutes: number(z.number().positive(), sentence`a number of minutes`), approximate: flag }

const statedDuration = record(DURATION_KEYS, (values, node, path, context) => {
  if (values.minutes === null) return lack(context, node, path, 'minutes')
  return { minutes: values.minutes, approximate: values.approximate ?? false, span: spanOf(node, context) }
})

const IMPACT_KEYS = {
  summary: text,
  affected: list(text),
  unaffected: list(text),
  negativeFindings: list(text),
  residual: list(text),
}

const impact = record(IMPACT_KEYS, (values): ImpactDraft => {
  return {
    summary: values.summary,
    affected: values.affected ?? [],
    unaffected: values.unaffected ?? [],
    negativeFindings: values.negativeFindings ?? [],
    residual: values.residual ?? [],
  }
})

/** Keys of a postmortem's front matter beside those that every document has. */
export const INCIDENT_KEYS = {
  incident: text,
  // Not `on`: older YAML readers take that word for true.
  date,
  reportedOn: date,
  zone,
  zoneText: text,
  statedDuration,
  severity: text,
  status: choice(IncidentStatusSchema),
  windows: list(impactWindow),
  timeline: list(timelineEntry),
  statusUpdates: list(statusUpdate),
  causes: list(cause),
  impact,
  actionItems: list(actionItem),
  customerActions: list(text),
  lessons: list(text),
}

/** What front matter says of an incident; what it does not say is null, empty or `unknown`. */
export function buildIncident(values: Values<typeof INCIDENT_KEYS>): IncidentDraft {
  return {
    on: values.date,
    reportedOn: values.reportedOn,
    zone: values.zone,
    zoneText: values.zoneText,
    statedDuration: values.statedDuration,
    severity: values.severity,
    status: values.status ?? 'unknown',
    windows: values.windows ?? [],
    timeline: values.timeline ?? [],
    statusUpdates: values.statusUpdates ?? [],
    causes: values.causes ?? [],
    impact: values.impact ?? { summary: null, affected: [], unaffected: [], negativeFindings: [], residual: [] },
    actionItems: values.actionItems ?? [],
    customerActions: values.customerActions ?? [],
    lessons: values.lessons ?? [],
  }
}
