import { z } from 'zod'
import { InstantSchema } from './text'
import { DELIVERY_STATES, TEST_EVENT, WEBHOOK_EVENT_TYPES } from './webhook-events'

export const WebhookEventTypeSchema = z.enum(WEBHOOK_EVENT_TYPES)

const AddressSchema = z
  .string()
  .trim()
  .max(2000)
  .pipe(z.url({ protocol: /^https?$/, error: 'Give an address that begins with https://.' }))
  // Also asked of what is no address: refinements run although the one before has failed.
  .refine((url) => !/^[^/]*\/\/[^/?#\\]*@/.test(url), 'Leave out the password: the signature proves us.')

/** An endpoint as an administrator adds it. */
export const NewEndpointSchema = z.strictObject({
  name: z.string().trim().min(1, 'Give the endpoint a name.').max(80),
  url: AddressSchema,
  events: z.array(WebhookEventTypeSchema).min(1, 'Choose at least one event.').max(WEBHOOK_EVENT_TYPES.length),
  /** Whether it is told of restricted incidents too. */
  includesRestricted: z.boolean().default(false),
})
export type NewEndpoint = z.infer<typeof NewEndpointSchema>
/** Absent fields stay; `enabled` switches it on and off. */
export const EndpointPatchSchema = NewEndpointSchema.extend({
  includesRestricted: z.boolean(),
  enabled: z.boolean(),
}).partial()
export type EndpointPatch = z.infer<typeof EndpointPatchSchema>
/** For how many hours the former secret signs beside the new one. */
export const RotationSchema = z.strictObject({ overlapHours: z.number().min(0).max(168).default(24) })

export const EndpointViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(WebhookEventTypeSchema),
  includesRestricted: z.boolean(),
  createdBy: z.string(),
  createdAt: InstantSchema,
  failingSince: InstantSchema.nullable(),
  disabledAt: InstantSchema.nullable(),
  disabledReason: z.string().nullable(),
  /** Until when a former secret signs as well; null when there is one secret. */
  overlapUntil: InstantSchema.nullable(),
  /** How many deliveries there are in each state. */
  counts: z.object({ due: z.int(), delivered: z.int(), dead: z.int() }),
})
export type EndpointView = z.infer<typeof EndpointViewSchema>

/** The secret is in the answer that makes it, and in none after. */
export const NewSecretSchema = z.object({ id: z.string(), secret: z.string() })

export const DeliveryRowSchema = z.object({
  id: z.string(),
  eventId: z.string(),
  type: z.union([WebhookEventTypeSchema, z.literal(TEST_EVENT)]),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int(),
  createdAt: InstantSchema,
  /** When it is tried next; null when it is not. */
  dueAt: InstantSchema.nullable(),
  triedAt: InstantSchema.nullable(),
  deliveredAt: InstantSchema.nullable(),
  /** Of the last try. */
  status: z.int().nullable(),
  error: z.string().nullable(),
})
export type DeliveryRow = z.infer<typeof DeliveryRowSchema>

export const DeliveryTrySchema = z.object({
  at: InstantSchema,
  milliseconds: z.int(),
  status: z.int().nullable(),
  /** The first kilobyte of the answer. */
  answer: z.string().nullable(),
  error: z.string().nullable(),
  /** The headers that prove whom it comes from, as they were sent. */
  headers: z.object({ 'webhook-id': z.string(), 'webhook-timestamp': z.string(), 'webhook-signature': z.string() }),
})
export type DeliveryTry = z.infer<typeof DeliveryTrySchema>

export const DeliveryViewSchema = DeliveryRowSchema.extend({
  endpoint: z.object({ id: z.string(), name: z.string(), url: z.string() }),
  /** The body as it is sent, letter for letter. */
  payload: z.string(),
  /** Newest first. */
  tries: z.array(DeliveryTrySchema),
})
export type DeliveryView = z.infer<typeof DeliveryViewSchema>

export const DeliveryFilterSchema = z.object({
  state: z.enum(DELIVERY_STATES).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(25),
})
export type DeliveryFilter = z.infer<typeof DeliveryFilterSchema>

/** What a trigger says of an event: ids of what it is about, and names of changed fields. */
export const EventSubjectSchema = z.object({
  incidentId: z.string().optional(),
  mergedSlug: z.string().optional(),
  changed: z.array(z.string()).optional(),
  /** Slug of a pattern. */
  pattern: z.string().optional(),
  actionItemId: z.string().optional(),
  skillId: z.string().optional(),
  runId: z.string().optional(),
  importId: z.string().optional(),
  askedId: z.string().optional(),
})
export type EventSubject = z.infer<typeof EventSubjectSchema>
