import type { MessageDraft } from '@/lib/schema/thread'

/** How the messages of a thread change when it is imported again. `all` are in the order in which they are shown. */
export type ThreadChange = { added: MessageDraft[]; changed: MessageDraft[]; all: MessageDraft[] }

/**
 * Joins what is stored of a thread with another reading of it. A page of the API and an export overlap, and neither need hold
 * all: what is missing in one is kept, what stands in both is taken from the newer one, by the time of the last edit; a message
 * that is deleted now keeps the words that were stored.
 */
export function mergeThread(stored: readonly MessageDraft[], read: readonly MessageDraft[]): ThreadChange {
  const known = new Map(stored.map((message) => [message.id, message]))
  const added = read.filter(({ id }) => !known.has(id))
  const changed = read.flatMap((message) => {
    const before = known.get(message.id)
    const newer = before ? newerOf(before, message) : message
    return before && newer !== before ? [newer] : []
  })
  const byId = new Map([...stored, ...changed, ...added].map((message) => [message.id, message]))
  return { added, changed, all: sortMessages([...byId.values()]) }
}

function newerOf(before: MessageDraft, message: MessageDraft): MessageDraft {
  if (message.kind === 'deleted')
    return before.kind === 'deleted' ? before : { ...before, kind: 'deleted', noise: message.noise }
  if (before.kind === 'deleted') return before
  if ((message.editedAt ?? '') < (before.editedAt ?? '')) return before
  return saysSame(before, message) ? before : message
}

/** Where it stands in its source is no part of what a message says. */
function saysSame(one: MessageDraft, other: MessageDraft): boolean {
  return JSON.stringify({ ...one, span: null }) === JSON.stringify({ ...other, span: null })
}

/**
 * By time; those without one stay behind the one before them. A source that is older than its replies may give them in another
 * order, and two sources give each their own.
 */
export function sortMessages(messages: readonly MessageDraft[]): MessageDraft[] {
  let last = -Infinity
  const placed = messages.map((message, index) => {
    if (message.at !== null) last = Date.parse(message.at)
    return { message, at: last, index }
  })
  return placed
    .toSorted((a, b) => a.at - b.at || compareIds(a.message, b.message) || a.index - b.index)
    .map(({ message }) => message)
}

/** Slack's ids order messages of one millisecond. */
function compareIds(one: MessageDraft, other: MessageDraft): number {
  if (one.at === null || other.at === null || !/^\d+\.\d+$/.test(one.id) || !/^\d+\.\d+$/.test(other.id)) return 0
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}
