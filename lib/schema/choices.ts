// The words that a field can have, without zod: the browser's parts of reading pages use them, and zod would weigh more
// than those pages.

export const ACTION_ITEM_STATUS_CHOICES = ['open', 'in-progress', 'blocked', 'done', 'wont-do'] as const
/** Columns of the board: every status, and the items whose source does not say. */
export const BOARD_COLUMN_CHOICES = [...ACTION_ITEM_STATUS_CHOICES, 'unknown'] as const
export const ACTION_ITEM_KIND_CHOICES = ['prevent', 'detect', 'mitigate', 'process'] as const
/** The most pressing first. */
export const ACTION_ITEM_PRIORITY_CHOICES = ['urgent', 'high', 'medium', 'low'] as const
export const SKILL_STAGE_CHOICES = ['draft', 'published', 'retired'] as const
export const INCIDENT_STATUS_CHOICES = ['investigating', 'identified', 'monitoring', 'resolved', 'unknown'] as const
export const NODE_KIND_CHOICES = ['incident', 'skill', 'thread', 'pattern', 'person', 'company', 'action-item'] as const
/** The narrowest first. */
export const VISIBILITY_CHOICES = ['restricted', 'internal', 'public'] as const
export const ROLE_CHOICES = ['viewer', 'editor', 'admin'] as const
export const SCOPE_CHOICES = ['read', 'write', 'admin'] as const

/** The choice that a form's value stands for; null for anything else. */
export function choiceOf<T extends string>(choices: readonly T[], value: unknown): T | null {
  return choices.find((choice) => choice === value) ?? null
}
