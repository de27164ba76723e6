import type { ActionItemStatus, EvidenceOfClosure } from '@/lib/schema/action-item'
import { daysBetween } from './durations'

/** Whether nothing is left to do. An item whose source gives no status counts as unfinished. */
export function isFinished(status: ActionItemStatus | null): boolean {
  return status === 'done' || status === 'wont-do'
}

/** Whether the due date, a date at 00:00 UTC, has passed: an item may still be done on that day. */
export function isOverdue(item: { status: ActionItemStatus | null; due: Date | null }, now: Date): boolean {
  return item.due !== null && !isFinished(item.status) && daysBetween(item.due, now) >= 1
}

/** Days that an unfinished item has been open; null when it is finished or nobody knows since when. */
export function findAgeDays(
  item: { status: ActionItemStatus | null; openedOn: Date | null },
  now: Date,
): number | null {
  if (item.openedOn === null || isFinished(item.status)) return null
  return Math.max(0, daysBetween(item.openedOn, now))
}

/** The address that a text is, when it is one that a browser may be sent to (http or https); null for any other text. */
export function webAddress(text: string | null): string | null {
  const found = text?.trim() ?? ''
  return /^https?:\/\/[^\s/]+\S*$/i.test(found) && URL.canParse(found) ? found : null
}

/** What shows that an item is done; null when it is not done, or when nobody has given anything. */
export function findEvidence(item: {
  status: ActionItemStatus | null
  closedBy: string | null
}): EvidenceOfClosure | null {
  if (item.status !== 'done' || item.closedBy === null) return null
  return { kind: webAddress(item.closedBy) === null ? 'note' : 'link', text: item.closedBy }
}
