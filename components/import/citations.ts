import type { DocumentDraft } from '@/lib/schema/draft'
import type { Citations, MessageDraft } from '@/lib/schema/thread'
import { shiftRows } from './field-spans'

/** Fields of the document itself; those of its incident or skill are cited below its kind (`incident.timeline.0`). */
const WHOLE = /^(title|body|tags|lang|slug|references)(\.|$)/

function citedPath(doc: DocumentDraft, field: string): string {
  return WHOLE.test(field) ? field : `${doc.kind}.${field}`
}

/**
 * Ids of the messages that `field` is taken from: its own, else those of the row that it belongs to, else those of its parts.
 * Empty where nothing is cited.
 */
export function messagesOf(doc: DocumentDraft, field: string): string[] {
  const { citations = {} } = doc
  const parts = citedPath(doc, field).split('.')
  for (let length = parts.length; length > 0; length--) {
    const found = citations[parts.slice(0, length).join('.')]
    if (found) return found
  }
  const below = `${citedPath(doc, field)}.`
  const inside = Object.entries(citations).flatMap(([path, ids]) => (path.startsWith(below) ? ids : []))
  return [...new Set(inside)]
}

/** The fields that cite a message, those of the whole document last. */
export function fieldsCiting(doc: DocumentDraft, message: string): string[] {
  const paths = Object.entries(doc.citations ?? {}).flatMap(([path, ids]) => (ids.includes(message) ? [path] : []))
  const own = paths.filter((path) => path.startsWith(`${doc.kind}.`)).map((path) => path.slice(doc.kind.length + 1))
  return [...own, ...paths.filter((path) => WHOLE.test(path))]
}

/** Says that `field` is taken from `messages`, beside those that it cites already. */
export function withCitation(doc: DocumentDraft, field: string, messages: string[]): DocumentDraft {
  const path = citedPath(doc, field)
  const ids = [...new Set([...(doc.citations?.[path] ?? []), ...messages])]
  return ids.length === 0 ? doc : { ...doc, citations: { ...doc.citations, [path]: ids } }
}

/** Keeps the citations true after the rows of `list` moved: `move` gives the new place of a row, null when it is gone. */
export function withMovedCitations(
  doc: DocumentDraft,
  list: string,
  move: (row: number) => number | null,
): DocumentDraft {
  if (!doc.citations) return doc
  const citations: Citations = shiftRows(doc.citations, citedPath(doc, list), move)
  return { ...doc, citations }
}

/**
 * Keeps the citations true after the lines of a list were edited as one text: lines that stayed keep theirs, wherever they are
 * now; of the rest the ones at the same place count as reworded.
 */
export function withLineCitations(
  doc: DocumentDraft,
  list: string,
  before: readonly string[],
  after: readonly string[],
): DocumentDraft {
  if (!doc.citations) return doc
  const limit = Math.min(before.length, after.length)
  let head = 0
  while (head < limit && before[head] === after[head]) head++
  let tail = 0
  while (tail < limit - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const delta = after.length - before.length
  const end = after.length - tail
  return withMovedCitations(doc, list, (row) => {
    if (row < head) return row
    if (row >= before.length - tail) return row + delta
    const moved = after.indexOf(before[row] ?? '', head)
    return moved >= head && moved < end ? moved : row < end ? row : null
  })
}

/** The conversation that a document of a draft was made of, or is: the one that it refers to, else the only one there is. */
export function threadOf(documents: readonly DocumentDraft[], doc: DocumentDraft): DocumentDraft | null {
  if (doc.kind === 'thread') return doc
  const threads = documents.filter(({ thread }) => thread !== undefined)
  const named = threads.find(({ slug }) => doc.references.some(({ target }) => target === `threads/${slug}`))
  const [only] = threads
  return named ?? (threads.length === 1 && doc.citations ? (only ?? null) : null)
}

/** Whether times of a conversation could not be placed, for want of a date or of a zone. */
export function hasUnplacedTimes(messages: readonly MessageDraft[]): boolean {
  return messages.some(({ at, timeText }) => at === null && timeText !== null)
}
