import { z } from 'zod'
import { RecognitionSchema } from './recognise'

/* What monitoring sends to webhooks. Only what is read is asked for; everything else may be there. */

export const ALERT_SOURCES = ['alertmanager', 'grafana', 'pagerduty', 'generic'] as const
export const AlertSourceSchema = z.enum(ALERT_SOURCES)
export type AlertSource = z.infer<typeof AlertSourceSchema>

const ALERTS_MAX = 1_000
const text = z.string().max(20_000)
const Labels = z.record(z.string().max(300), z.union([text, z.number(), z.boolean()]).transform(String))
/** Prometheus writes year 1 for an alert that has not ended. */
const stamp = z.string().max(60).nullish()

const FiringSchema = z.object({
  status: z.enum(['firing', 'resolved']).default('firing'),
  labels: Labels.default({}),
  annotations: Labels.default({}),
  startsAt: stamp,
  endsAt: stamp,
  generatorURL: text.nullish(),
  fingerprint: z.string().max(200).nullish(),
})
export type Firing = z.infer<typeof FiringSchema>

/** Alertmanager, version 4 of its webhook. */
export const AlertmanagerSchema = z.object({
  version: z.literal('4', { error: 'is not version 4 of the webhook of Alertmanager' }),
  groupKey: text.optional(),
  status: z.enum(['firing', 'resolved']),
  commonLabels: Labels.default({}),
  commonAnnotations: Labels.default({}),
  alerts: z.array(FiringSchema).min(1, 'holds no alert').max(ALERTS_MAX),
})

/** Grafana's unified alerting: as Alertmanager's, with values and a message of its own. */
export const GrafanaSchema = z.object({
  status: z.enum(['firing', 'resolved']),
  title: text.nullish(),
  message: text.nullish(),
  commonLabels: Labels.default({}),
  commonAnnotations: Labels.default({}),
  alerts: z
    .array(FiringSchema.extend({ valueString: text.nullish() }))
    .min(1, 'holds no alert')
    .max(ALERTS_MAX),
})

const Named = z.object({ summary: text.nullish() })
const PagerdutyIncidentSchema = z.object({
  id: z.string().min(1).max(100),
  title: text,
  html_url: text.nullish(),
  incident_key: text.nullish(),
  urgency: z.string().max(50).nullish(),
  service: Named.nullish(),
  priority: Named.nullish(),
})

/** PagerDuty, version 3 of its webhooks. Events that are not about an incident (its test, "pagey.ping") have other data. */
export const PagerdutySchema = z.object({
  event: z.discriminatedUnion('resource_type', [
    z.object({
      resource_type: z.literal('incident'),
      event_type: z.string().max(100),
      occurred_at: stamp,
      data: z.union([PagerdutyIncidentSchema, z.object({ incident: PagerdutyIncidentSchema })]),
    }),
    z.object({
      resource_type: z.enum(['pagey', 'service', 'workflow']),
      event_type: z.string().max(100),
    }),
  ]),
})

/** Any JSON object; a list is read as one of alerts. */
export const GenericSchema = z.record(z.string(), z.unknown())

/** One alert, wherever it comes from. */
export type Alert = {
  title: string
  /** What is recognised: name, annotations and telling labels, a line each. */
  text: string
  /** Stays the same when the alert fires again. */
  key: string
  /** Names this firing; null when the sender does not. */
  firing: string | null
  status: 'firing' | 'resolved'
  /** When it ended, as sent. */
  endedAt: string | null
}

const MatchedSchema = RecognitionSchema.shape.skills.element
/** The answer: as that of recognition over all that fires, and each alert apart. */
export const AlertAnswerSchema = RecognitionSchema.extend({
  /** The best skill of all. */
  matched: MatchedSchema.nullable(),
  alerts: z.array(
    z.object({
      title: z.string(),
      status: z.enum(['firing', 'resolved']),
      /** How many of the request are this alert. */
      count: z.int(),
      /** This firing has been sent before. */
      repeated: z.boolean(),
      /** Its place in the history; null when it was not asked. */
      id: z.string().nullable(),
      matched: MatchedSchema.nullable(),
      skills: RecognitionSchema.shape.skills,
      incidents: RecognitionSchema.shape.incidents,
    }),
  ),
  /** Different alerts beyond what one request is answered for. */
  leftOut: z.int(),
})
export type AlertAnswer = z.infer<typeof AlertAnswerSchema>
