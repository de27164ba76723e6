// The events that endpoints can be told of, without zod: the form in the browser lists them.

export const WEBHOOK_EVENTS = {
  'incident.created': 'An incident comes into being',
  'incident.updated': 'An incident is changed',
  'incident.published': 'A postmortem is published after its review',
  'incident.merged': 'Two incidents are made one',
  'action-item.opened': 'An action item is opened, or opened again',
  'action-item.changed': 'An action item is changed',
  'action-item.closed': 'An action item is done, or will not be done',
  'action-item.overdue': 'An action item is overdue',
  'pattern.matched': 'A pattern is found in a new incident, or confirmed: it has happened before',
  'skill.verified': 'A skill is verified anew',
  'skill.failed': 'A run of a skill failed, or it was called outdated',
  'import.finished': 'An import has ended',
  'recognition.asked': 'Somebody or an alert asks what is known',
} as const
export type WebhookEventType = keyof typeof WEBHOOK_EVENTS
export const WEBHOOK_EVENT_TYPES = Object.keys(WEBHOOK_EVENTS) as [WebhookEventType, ...WebhookEventType[]]

/** What is sent to see that an endpoint takes it; nobody asks for it by choosing it. */
export const TEST_EVENT = 'webhook.test'

export const DELIVERY_STATES = ['due', 'sending', 'delivered', 'dead', 'withheld'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** For how many hours a former secret may sign beside a new one. */
export const OVERLAP_HOURS = [0, 1, 24, 168] as const
