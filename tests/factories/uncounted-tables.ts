/** Tables whose changes leave remembered pages as they are: none of those shows anything of them. */
export const UNCOUNTED = [
  'ApiToken', 'BackupRun', 'DatabaseCredential', 'DroppedKey', 'FeedToken', 'KeptCopy', 'RestoredCopy', 'SignInLink', 'SlackDelivery',
  'TrackerDelivery', 'VerificationToken', 'WebhookDelivery', 'WebhookTry',
] // prettier-ignore

/** Of these as well: they say who asks, how often, and what has changed. */
export const OF_EVERY_REQUEST = ['_prisma_migrations', 'ContentChange', 'RateLimit', 'RecurrenceStamp', 'Session']
