// The events that endpoints can be told of, without zod: the form in the browser lists them.

export const WEBHOOK_EVENT_TYPES = [
  'incident.created',
  'incident.updated',
  'incident.published',
  'incident.merged',
  'action-item.opened',
  'action-item.changed',
  'action-item.closed',
  'action-item.overdue',
  'pattern.matched',
  'skill.verified',
  'skill.failed',
  'import.finished',
  'recognition.asked',
] as const
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number]

/** What is sent to see that an endpoint takes it; nobody asks for it by choosing it. */
export const TEST_EVENT = 'webhook.test'

export const DELIVERY_STATES = ['due', 'sending', 'delivered', 'dead', 'withheld'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** For how many hours a former secret may sign beside a new one. */
export const OVERLAP_HOURS = [0, 1, 24, 168] as const
